using CsCheck;

namespace Rollup.Primitives.Tests;

public sealed class Hash32Tests
{
    private static readonly Gen<byte[]> Bytes = Gen.Byte.Array[Hash32.SizeBytes];

    [Fact]
    public void Text_and_bytes_round_trip() =>
        Bytes.Sample(bytes => Hash32.FromBytes(bytes).ToArray().AsSpan().SequenceEqual(bytes)
            && Hash32.Parse(Hash32.FromBytes(bytes).ToString()) == Hash32.FromBytes(bytes)
            && Hash32.FromBytes(bytes).ToUInt256().ToHash32() == Hash32.FromBytes(bytes));

    [Fact]
    public void Order_is_the_order_of_the_bytes() =>
        Gen.Select(Bytes, Bytes).Sample((a, b) =>
            Math.Sign(Hash32.FromBytes(a).CompareTo(Hash32.FromBytes(b))) == Math.Sign(a.AsSpan().SequenceCompareTo(b)));

    [Theory]
    [InlineData("0x")]
    [InlineData("0x00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000000")]
    public void Text_that_is_no_hash_is_refused(string text) => Hash32.TryParse(text, out _).Should().BeFalse();
}
