using Rollup.Primitives.Abi;

namespace Rollup.Primitives.Rollups;

/// <summary>A statement that L1 can check and nobody can execute.</summary>
/// <param name="Payload">What is stated.</param>
public sealed record Notice(ReadOnlyMemory<byte> Payload) : Output
{
    /// <summary><c>Notice(bytes)</c>.</summary>
    public static ReadOnlySpan<byte> Selector => [0xc2, 0x58, 0xd6, 0xe5];

    /// <inheritdoc/>
    public override byte[] Encode() => new AbiWriter().WriteBytes(Payload.Span).ToArray(Selector);

    /// <summary>Equality of the payload's bytes.</summary>
    public bool Equals(Notice? other) => other is not null && Payload.Span.SequenceEqual(other.Payload.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => Payload.Length;

    internal static Notice? Decode(ReadOnlySpan<byte> arguments)
    {
        var reader = new AbiReader(arguments);
        return reader.TryReadBytes(out var payload) && reader.TryEnd() ? new Notice(payload.ToArray()) : null;
    }
}
