namespace Rollup.Primitives.Abi;

/// <summary>A value of an <see cref="AbiType"/>: one of <see cref="Number"/>, <see cref="Flag"/>, <see cref="Account"/>,
/// <see cref="Data"/>, <see cref="Text"/> and <see cref="List"/>.</summary>
public abstract record AbiValue
{
    private AbiValue()
    {
    }

    /// <summary>A value of <c>uintN</c>, or of <c>intN</c> in two's complement over 256 bits.</summary>
    public sealed record Number(UInt256 Value) : AbiValue;

    /// <summary>A value of <c>bool</c>.</summary>
    public sealed record Flag(bool Value) : AbiValue;

    /// <summary>A value of <c>address</c>.</summary>
    public sealed record Account(Address Value) : AbiValue;

    /// <summary>A value of <c>bytes</c> or <c>bytesN</c>.</summary>
    public sealed record Data(ReadOnlyMemory<byte> Value) : AbiValue
    {
        /// <summary>Equality of the bytes.</summary>
        public bool Equals(Data? other) => other is not null && Value.Span.SequenceEqual(other.Value.Span);

        /// <inheritdoc/>
        public override int GetHashCode() => Value.Length;
    }

    /// <summary>A value of <c>string</c>.</summary>
    public sealed record Text(string Value) : AbiValue;

    /// <summary>The fields of a tuple or the elements of an array.</summary>
    public sealed record List(IReadOnlyList<AbiValue> Values) : AbiValue
    {
        /// <summary>Equality of all elements in order.</summary>
        public bool Equals(List? other) => other is not null && Values.SequenceEqual(other.Values);

        /// <inheritdoc/>
        public override int GetHashCode() => Values.Count;
    }
}
