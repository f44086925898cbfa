using Rollup.Guest.Routing;

namespace Rollup.Guest.Tests.Routing;

[RollupContract(Abi = "IVault.json")]
internal partial interface IVault;
