using CsCheck;
using Rollup.Primitives;

namespace ModelMarket.Content.Tests;

public sealed class CidTests
{
    private const string V1Text = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
    private const string V0Text = "QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH";
    private const string Digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    internal static readonly Gen<Cid> Any = Gen.Select(Gen.Byte.Array[32], Gen.Int[0, 2]).Select((digest, kind) => kind switch
    {
        0 => Cid.V0(Hash32.FromBytes(digest)),
        1 => Cid.V1(CidCodec.Raw, Hash32.FromBytes(digest)),
        _ => Cid.V1(CidCodec.DagPb, Hash32.FromBytes(digest)),
    });

    [Fact]
    public void Reference_cids_read_and_write_in_every_form()
    {
        Vectors.Cids.Should().NotBeEmpty();
        foreach (var vector in Vectors.Cids)
        {
            var cid = Cid.Parse(vector.Canonical);

            cid.ToString().Should().Be(vector.Canonical);
            ((int)cid.Version).Should().Be(vector.Version);
            ((int)cid.Codec).Should().Be(vector.Codec);
            cid.Digest.ToString().Should().Be("0x" + vector.Digest);
            Convert.ToHexStringLower(cid.Encode()).Should().Be(vector.Bytes);
            Cid.Parse(vector.Base32).Should().Be(cid.ToV1());
            Cid.Parse(vector.Base58Btc).Should().Be(cid.ToV1());
            Cid.Parse(vector.Base16).Should().Be(cid.ToV1());
            cid.ToV1().ToString().Should().Be(vector.Base32);
        }
    }

    [Fact]
    public void Text_and_bytes_round_trip() => Any.Sample(cid =>
        Cid.TryParse(cid.ToString(), out var parsed, out _) && parsed == cid
        && Cid.TryDecode(cid.Encode(), out var decoded, out _) && decoded == cid
        && cid.Encode().Length == cid.EncodedLength);

    [Fact]
    public void Decoded_bytes_encode_to_themselves() => Gen.Byte.Array[30, 40].Sample(bytes =>
        !Cid.TryDecode(bytes, out var cid, out _) || cid.Encode().AsSpan().SequenceEqual(bytes));

    [Fact]
    public void Order_is_total_and_follows_version_codec_digest() => Gen.Select(Any, Any).Sample((a, b) =>
        Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a)) && (a.CompareTo(b) == 0) == (a == b)
        && (a.Version == b.Version || a < b == a.Version < b.Version));

    [Theory]
    [InlineData("", ContentError.MalformedCid)]
    [InlineData("b", ContentError.MalformedCid)]
    [InlineData("Qm", ContentError.UnsupportedMultibase)]
    [InlineData("zQmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH", ContentError.MalformedCid)]
    [InlineData("QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQ0", ContentError.MalformedCid)]
    [InlineData("mAVUSIOOwxEKY/BwUmvv0yJlvuSQnrkHkZJuTTKSVmRt4UrhV", ContentError.UnsupportedMultibase)]
    [InlineData(V1Text + "a", ContentError.MalformedCid)]
    public void TryParse_of_bad_text_is_refused(string text, ContentError error)
    {
        Cid.TryParse(text, out var cid, out var fault).Should().BeFalse();
        fault.Error.Should().Be(error);
        cid.Should().Be(default(Cid));
    }

    [Fact]
    public void TryParse_of_a_very_long_text_is_refused_by_its_length()
    {
        Cid.TryParse(new string('z', 1_000_000), out _, out var fault).Should().BeFalse();
        fault.Error.Should().Be(ContentError.MalformedCid);
    }

    [Theory]
    [InlineData("", ContentError.MalformedCid)]
    [InlineData("00551220" + Digest, ContentError.MalformedCid)] // version 0 in the long form
    [InlineData("02551220" + Digest, ContentError.MalformedCid)]
    [InlineData("01", ContentError.MalformedCid)]
    [InlineData("0155", ContentError.MalformedCid)]
    [InlineData("01711220" + Digest, ContentError.UnsupportedCodec)] // dag-cbor
    [InlineData("01d5001220" + Digest, ContentError.MalformedCid)] // 0x55 in two bytes
    [InlineData("01551120" + Digest, ContentError.UnsupportedHash)] // sha1 code
    [InlineData("01551320" + Digest, ContentError.UnsupportedHash)] // sha2-512 code
    [InlineData("0155122000", ContentError.MalformedCid)]
    [InlineData("01551214" + Digest, ContentError.UnsupportedHash)] // shortened digest
    [InlineData("01550003010203", ContentError.UnsupportedHash)] // identity
    [InlineData("01551220" + Digest + "00", ContentError.MalformedCid)]
    [InlineData("1220" + Digest + "00", ContentError.MalformedCid)]
    [InlineData("1220e3b0", ContentError.MalformedCid)]
    public void TryDecode_of_bad_bytes_is_refused(string hex, ContentError error)
    {
        Cid.TryDecode(Convert.FromHexString(hex), out _, out var fault).Should().BeFalse();
        fault.Error.Should().Be(error);
    }

    [Fact]
    public void ToV1_of_version_0_names_the_same_block()
    {
        var cid = Cid.Parse(V0Text);

        cid.ToV1().Codec.Should().Be(CidCodec.DagPb);
        cid.ToV1().Digest.Should().Be(cid.Digest);
        cid.ToV1().Should().NotBe(cid);
        cid.ToV1().ToString().Should().StartWith("bafybei");
    }
}
