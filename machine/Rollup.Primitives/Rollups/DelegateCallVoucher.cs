using Rollup.Primitives.Abi;

namespace Rollup.Primitives.Rollups;

/// <summary>Code that the application contract runs once as its own, when somebody proves it: <c>destination.delegatecall(payload)</c>.</summary>
/// <param name="Destination">The contract whose code runs.</param>
/// <param name="Payload">Calldata.</param>
public sealed record DelegateCallVoucher(Address Destination, ReadOnlyMemory<byte> Payload) : Output
{
    /// <summary><c>DelegateCallVoucher(address,bytes)</c>.</summary>
    public static ReadOnlySpan<byte> Selector => [0x10, 0x32, 0x1e, 0x8b];

    /// <inheritdoc/>
    public override byte[] Encode() => new AbiWriter().WriteAddress(Destination).WriteBytes(Payload.Span).ToArray(Selector);

    /// <summary>Equality of the destination and of the payload's bytes.</summary>
    public bool Equals(DelegateCallVoucher? other) =>
        other is not null && Destination == other.Destination && Payload.Span.SequenceEqual(other.Payload.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => Destination.GetHashCode();

    internal static DelegateCallVoucher? Decode(ReadOnlySpan<byte> arguments)
    {
        var reader = new AbiReader(arguments);
        return reader.TryReadAddress(out var destination) && reader.TryReadBytes(out var payload) && reader.TryEnd()
            ? new DelegateCallVoucher(destination, payload.ToArray())
            : null;
    }
}
