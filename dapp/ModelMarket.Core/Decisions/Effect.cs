using Rollup.Primitives;

namespace ModelMarket.Core.Decisions;

/// <summary>Something to emit after the commit, as data.</summary>
internal abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>A voucher to this application's escrow.</summary>
    internal sealed record EscrowCall(byte[] Payload) : Effect;

    internal sealed record Voucher(Address Destination, UInt256 Value, byte[] Payload) : Effect;

    /// <summary>A document of <see cref="Inspect.MarketJson"/> as a notice.</summary>
    internal sealed record Notice(object Document) : Effect;

    /// <summary>A document of <see cref="Inspect.MarketJson"/> as a report.</summary>
    internal sealed record Report(object Document) : Effect;
}
