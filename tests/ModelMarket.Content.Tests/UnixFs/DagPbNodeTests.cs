using CsCheck;
using ModelMarket.Content.UnixFs;

namespace ModelMarket.Content.Tests.UnixFs;

public sealed class DagPbNodeTests
{
    private const string Cid1 = "01551220e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string Link = "122a0a24" + Cid1 + "12001801";

    private static readonly Gen<ReadOnlyMemory<byte>?> MaybeBytes =
        Gen.Select(Gen.Bool, Gen.Byte.Array[0, 40]).Select((present, bytes) => present ? (ReadOnlyMemory<byte>?)bytes : null);

    private static readonly Gen<DagPbLink> AnyLink =
        Gen.Select(CidTests.Any, MaybeBytes, Gen.Bool, Gen.ULong[0, long.MaxValue]).Select((cid, name, sized, size) => new DagPbLink(cid, name, sized ? size : null));

    [Fact]
    public void Encoded_nodes_decode_to_the_same_bytes() => Gen.Select(AnyLink.Array[0, 6], MaybeBytes).Sample((links, data) =>
    {
        var bytes = new DagPbNode(links, data).Encode();
        return DagPbNode.TryDecode(bytes, out var node, out _)
            && node.Encode().AsSpan().SequenceEqual(bytes)
            && node.Links.Count == links.Length
            && node.Data.HasValue == data.HasValue;
    });

    [Fact]
    public void Whatever_decodes_encodes_to_itself() => Gen.Byte.Array[0, 12].Sample(
        bytes => !DagPbNode.TryDecode(bytes, out var node, out _) || node.Encode().AsSpan().SequenceEqual(bytes), iter: 20_000);

    [Theory]
    [InlineData("")]
    [InlineData("0a00")]
    [InlineData("0a0401020304")]
    [InlineData(Link)]
    [InlineData(Link + Link + "0a00")]
    [InlineData("12260a24" + Cid1)]
    public void Canonical_nodes_are_read(string hex) =>
        DagPbNode.TryDecode(Convert.FromHexString(hex), out _, out _).Should().BeTrue();

    [Theory]
    [InlineData("0a000a00")] // data twice
    [InlineData("0a00" + Link)] // data before links
    [InlineData("1200")] // a link without hash
    [InlineData("122a" + "1200" + "1801" + "0a24" + Cid1)] // link fields out of order
    [InlineData("124c0a24" + Cid1 + "0a24" + Cid1)] // hash twice
    [InlineData("0a0501020304")] // cut short
    [InlineData("0a0401020304ff")] // trailing bytes
    [InlineData("0801")] // data as a varint
    [InlineData("1a00")] // unknown field
    [InlineData("0b00")] // unknown wire type
    [InlineData("8a0000")] // tag in two bytes
    [InlineData("0a8000")] // length in two bytes
    [InlineData("12270a25" + Cid1 + "00")] // CID with a byte too many
    [InlineData("122b0a24" + Cid1 + "1200" + "188100")] // size in two bytes
    public void Other_forms_are_refused(string hex)
    {
        DagPbNode.TryDecode(Convert.FromHexString(hex), out var node, out var fault).Should().BeFalse();
        node.Should().BeNull();
        fault.Error.Should().BeOneOf(ContentError.MalformedNode, ContentError.MalformedCid);
    }

    [Fact]
    public void A_link_bomb_is_refused_by_its_count()
    {
        var one = Convert.FromHexString(Link);
        var bomb = new byte[one.Length * (ContentLimits.LinksPerNodeMax + 1)];
        for (var i = 0; i < bomb.Length; i += one.Length)
        {
            one.CopyTo(bomb, i);
        }

        DagPbNode.TryDecode(bomb.AsMemory(one.Length), out _, out _).Should().BeTrue();
        DagPbNode.TryDecode(bomb, out _, out var fault).Should().BeFalse();
        fault.Error.Should().Be(ContentError.TooManyLinks);
    }
}
