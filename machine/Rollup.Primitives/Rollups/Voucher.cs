using Rollup.Primitives.Abi;

namespace Rollup.Primitives.Rollups;

/// <summary>A call that the application contract makes once, when somebody proves it: <c>destination.call{value}(payload)</c>.</summary>
/// <param name="Destination">The called account.</param>
/// <param name="Value">Ether that goes with the call, in wei.</param>
/// <param name="Payload">Calldata.</param>
public sealed record Voucher(Address Destination, UInt256 Value, ReadOnlyMemory<byte> Payload) : Output
{
    /// <summary><c>Voucher(address,uint256,bytes)</c>.</summary>
    public static ReadOnlySpan<byte> Selector => [0x23, 0x7a, 0x81, 0x6f];

    /// <inheritdoc/>
    public override byte[] Encode() =>
        new AbiWriter().WriteAddress(Destination).WriteUInt256(Value).WriteBytes(Payload.Span).ToArray(Selector);

    /// <summary>Equality of all fields and of the payload's bytes.</summary>
    public bool Equals(Voucher? other) =>
        other is not null && Destination == other.Destination && Value == other.Value && Payload.Span.SequenceEqual(other.Payload.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => Destination.GetHashCode() ^ Value.GetHashCode();

    internal static Voucher? Decode(ReadOnlySpan<byte> arguments)
    {
        var reader = new AbiReader(arguments);
        return reader.TryReadAddress(out var destination) && reader.TryReadUInt256(out var value)
            && reader.TryReadBytes(out var payload) && reader.TryEnd()
                ? new Voucher(destination, value, payload.ToArray())
                : null;
    }
}
