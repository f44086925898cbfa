using CsCheck;
using ModelMarket.Content.Encodings;

namespace ModelMarket.Content.Tests.Encodings;

public sealed class MultibaseTests
{
    // github.com/multiformats/multibase, tests/basic.csv, "yes mani !" and tests/two_leading_zeros.csv.
    [Theory]
    [InlineData("796573206d616e692021", "bpfsxgidnmfxgsibb", "z7paNL19xttacUY", "f796573206d616e692021")]
    [InlineData("0000796573206d616e692021", "baaahszltebwwc3tjeaqq", "z117paNL19xttacUY", "f0000796573206d616e692021")]
    [InlineData("", "b", "z", "f")]
    public void Encode_and_decode_agree_with_the_specification_s_vectors(string hex, string base32, string base58, string base16)
    {
        var bytes = Convert.FromHexString(hex);

        Multibase.EncodeBase32(bytes).Should().Be(base32);
        Multibase.EncodeBase58Btc(bytes).Should().Be(base58);
        Multibase.EncodeBase16(bytes).Should().Be(base16);
        foreach (var text in new[] { base32, base58, base16 })
        {
            Multibase.TryDecode(text, out var decoded, out _).Should().BeTrue();
            decoded.Should().Equal(bytes);
        }
    }

    [Theory]
    [InlineData("mAXASIA", "base64")]
    [InlineData("Bpfsxg", "base32upper")]
    [InlineData("F00", "base16upper")]
    [InlineData("k51qzi5", "base36")]
    [InlineData("Zabc", "base58flickr")]
    [InlineData("!abc", "U+0021")]
    public void TryDecode_of_another_base_names_it(string text, string name)
    {
        Multibase.TryDecode(text, out _, out var fault).Should().BeFalse();
        fault.Error.Should().Be(ContentError.UnsupportedMultibase);
        fault.Detail.Should().Contain(name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("bpfsxgidnmfxgsib1")]
    [InlineData("bPFSXG")]
    [InlineData("ba")] // five bits are no byte
    [InlineData("bab")] // a spare bit is set
    [InlineData("baaa=")]
    [InlineData("f0")]
    [InlineData("f0G")]
    [InlineData("f0A")]
    [InlineData("z0OIl")]
    public void TryDecode_of_what_is_not_in_the_base_is_refused(string text)
    {
        Multibase.TryDecode(text, out _, out var fault).Should().BeFalse();
        fault.Error.Should().Be(ContentError.MalformedCid);
    }

    [Fact]
    public void Decode_of_encoded_bytes_gives_them_back() => Gen.Byte.Array[0, 60].Sample(bytes =>
        RoundTrips(Multibase.EncodeBase32(bytes), bytes)
        && RoundTrips(Multibase.EncodeBase58Btc(bytes), bytes)
        && RoundTrips(Multibase.EncodeBase16(bytes), bytes));

    private static bool RoundTrips(string text, byte[] bytes) =>
        Multibase.TryDecode(text, out var decoded, out _) && decoded.AsSpan().SequenceEqual(bytes);
}
