using Rollup.Primitives;

namespace ModelMarket.Core;

/// <summary>Something an input caused to leave the machine, as bytes.</summary>
public abstract record Emission
{
    private Emission()
    {
    }

    /// <summary>A call that anyone may execute on L1 through the application.</summary>
    /// <param name="Destination">The contract or wallet called.</param>
    /// <param name="Value">Ether sent along, in wei.</param>
    /// <param name="Payload">The calldata.</param>
    public sealed record Voucher(Address Destination, UInt256 Value, ReadOnlyMemory<byte> Payload) : Emission;

    /// <summary>A provable statement: UTF-8 JSON with a <c>type</c> of <see cref="Notices.NoticeType"/>.</summary>
    /// <param name="Payload">The JSON.</param>
    public sealed record Notice(ReadOnlyMemory<byte> Payload) : Emission;

    /// <summary>An answer to the sender: UTF-8 JSON with a <c>type</c> of <see cref="Notices.NoticeType"/>.</summary>
    /// <param name="Payload">The JSON.</param>
    public sealed record Report(ReadOnlyMemory<byte> Payload) : Emission;
}
