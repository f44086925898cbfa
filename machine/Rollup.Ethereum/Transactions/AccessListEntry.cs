using Rollup.Primitives;

namespace Rollup.Ethereum.Transactions;

/// <summary>One account a transaction says it will touch, with the storage slots (EIP-2930).</summary>
/// <param name="Address">The account.</param>
/// <param name="StorageKeys">Its slots.</param>
public sealed record AccessListEntry(Address Address, IReadOnlyList<Hash32> StorageKeys);
