using Rollup.Primitives;

namespace Rollup.Ethereum.Official;

/// <summary>An application on the chain.</summary>
/// <param name="Application">Its Application contract.</param>
/// <param name="Consensus">The contract that accepts its claims.</param>
/// <param name="BlockNumber">The block it was created in.</param>
public sealed record DeployedApplication(Address Application, Address Consensus, ulong BlockNumber);
