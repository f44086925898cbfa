using System.Text.Json.Serialization;
using Rollup.Primitives;

namespace Rollup.Ethereum.Accounts;

/// <summary>What is kept of one sent transaction.</summary>
/// <param name="Genesis">Hash of the chain's block 0: a development chain that starts again is another chain under the same id.</param>
/// <param name="Account">The sender.</param>
/// <param name="Pending">The transaction.</param>
internal sealed record JournalFile(
    [property: JsonRequired] Hash32 Genesis, [property: JsonRequired] Address Account, [property: JsonRequired] PendingTransaction Pending);
