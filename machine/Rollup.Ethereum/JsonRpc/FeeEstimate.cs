namespace Rollup.Ethereum.JsonRpc;

/// <summary>What to offer for a transaction now, in wei per unit of gas.</summary>
/// <param name="MaxFeePerGas">Twice the next base fee plus the priority fee: good for six full blocks.</param>
/// <param name="MaxPriorityFeePerGas">The median of what recent blocks took.</param>
public readonly record struct FeeEstimate(UInt128 MaxFeePerGas, UInt128 MaxPriorityFeePerGas)
{
    /// <summary>The next block's base fee; 0 where it is not known.</summary>
    public UInt128 BaseFeePerGas { get; init; }

    /// <summary>What a unit of gas costs in the next block, as far as is known.</summary>
    public UInt128 LikelyFeePerGas => BaseFeePerGas == 0 ? MaxFeePerGas : UInt128.Min(MaxFeePerGas, BaseFeePerGas + MaxPriorityFeePerGas);

    /// <summary>Offers at least an eighth more than another: what nodes ask of a replacement (a tenth), with room.</summary>
    public FeeEstimate Above(FeeEstimate other) => this with
    {
        MaxFeePerGas = UInt128.Max(MaxFeePerGas, Raised(other.MaxFeePerGas)),
        MaxPriorityFeePerGas = UInt128.Max(MaxPriorityFeePerGas, Raised(other.MaxPriorityFeePerGas)),
    };

    private static UInt128 Raised(UInt128 fee) => fee + fee / 8 + 1;
}
