using Rollup.Primitives;

namespace Rollup.Node.Client;

/// <summary>Which outputs to list; null matches any.</summary>
public sealed record OutputFilter
{
    /// <summary>Of this epoch.</summary>
    public ulong? EpochIndex { get; init; }

    /// <summary>Of this input.</summary>
    public ulong? InputIndex { get; init; }

    /// <summary>Of this kind: the output's 4-byte selector.</summary>
    public ReadOnlyMemory<byte>? OutputType { get; init; }

    /// <summary>Vouchers that call this account.</summary>
    public Address? VoucherAddress { get; init; }
}
