using CsCheck;
using ModelMarket.Content.UnixFs;

namespace ModelMarket.Content.Tests.UnixFs;

public sealed class UnixFsDataTests
{
    [Fact]
    public void Whatever_decodes_encodes_to_itself() => Gen.Select(Gen.Byte.Array[0, 10], Gen.Bool).Sample(
        (tail, valid) =>
        {
            byte[] bytes = valid ? [0x08, 0x02, 0x18, .. tail] : tail;
            return !UnixFsData.TryDecode(bytes, out var node, out _) || node.Encode().AsSpan().SequenceEqual(bytes);
        },
        iter: 20_000);

    [Theory]
    [InlineData("08021800")] // the empty file
    [InlineData("080012026162" + "1802")]
    [InlineData("0802" + "1803" + "2001" + "2002")]
    [InlineData("0802" + "1800" + "38a403")] // mode 0644
    [InlineData("0802" + "1800" + "38a403" + "42020805")] // and a modification time
    public void Files_are_read(string hex) =>
        UnixFsData.TryDecode(Convert.FromHexString(hex), out _, out _).Should().BeTrue();

    [Theory]
    [InlineData("0801", ContentError.NotAFile, "Directory")]
    [InlineData("0804", ContentError.NotAFile, "Symlink")]
    [InlineData("0805", ContentError.NotAFile, "HamtShard")]
    [InlineData("08ffff03", ContentError.NotAFile, "255")]
    [InlineData("", ContentError.MalformedUnixFs, "UnixFS")]
    [InlineData("1800", ContentError.MalformedUnixFs, "UnixFS")] // no type
    [InlineData("0802", ContentError.MalformedUnixFs, "UnixFS")] // no size
    [InlineData("080218001800", ContentError.MalformedUnixFs, "UnixFS")] // size twice
    [InlineData("08021800" + "12026162", ContentError.MalformedUnixFs, "UnixFS")] // data after size
    [InlineData("08021802" + "22020101", ContentError.MalformedUnixFs, "UnixFS")] // packed block sizes
    [InlineData("08021800" + "2812", ContentError.MalformedUnixFs, "UnixFS")] // hash type of a sharded directory
    [InlineData("08021800" + "38ffffffff1f", ContentError.MalformedUnixFs, "UnixFS")] // mode over 32 bits
    [InlineData("08021800" + "4211" + "0000000000000000000000000000000000", ContentError.MalformedUnixFs, "UnixFS")]
    public void Everything_else_is_refused(string hex, ContentError error, string detail)
    {
        UnixFsData.TryDecode(Convert.FromHexString(hex), out _, out var fault).Should().BeFalse();
        fault.Error.Should().Be(error);
        fault.Detail.Should().Contain(detail);
    }

    [Fact]
    public void A_block_size_bomb_is_refused_by_its_count()
    {
        byte[] bomb = [0x08, 0x02, 0x18, 0x00, .. Enumerable.Repeat<byte[]>([0x20, 0x01], ContentLimits.LinksPerNodeMax + 1).SelectMany(b => b)];

        UnixFsData.TryDecode(bomb.AsMemory(0, bomb.Length - 2), out _, out _).Should().BeTrue();
        UnixFsData.TryDecode(bomb, out _, out var fault).Should().BeFalse();
        fault.Error.Should().Be(ContentError.TooManyLinks);
    }
}
