namespace ModelMarket.Core.Payout;

/// <summary>What a submission may be paid, over every outcome of what is not decided yet. Amounts in the token's smallest unit.</summary>
/// <param name="Least">No outcome pays less.</param>
/// <param name="Most">No outcome pays more.</param>
public readonly record struct PayRange(UInt128 Least, UInt128 Most)
{
    /// <summary>Whether the pay is known to the last unit.</summary>
    public bool IsExact => Least == Most;
}
