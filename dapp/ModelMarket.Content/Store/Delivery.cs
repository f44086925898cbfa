namespace ModelMarket.Content.Store;

/// <summary>The checked result of a delivery: making <see cref="Next"/> the current store is the whole commit and cannot fail.</summary>
/// <param name="Next">The store after it.</param>
/// <param name="Outcome">What became of the bytes.</param>
/// <param name="Stored">Blocks that were not here before, in the order given.</param>
/// <param name="Completed">Declarations that became complete, ascending.</param>
/// <param name="HashedBytes">Bytes that were hashed, for metering.</param>
public sealed record Delivery(
    BlockStore Next,
    DeliveryOutcome Outcome,
    IReadOnlyList<Cid> Stored,
    IReadOnlyList<DeclarationId> Completed,
    ulong HashedBytes);
