using System.Text;

namespace ModelMarket.Core.Tests;

public sealed class GenesisTests
{
    private const string Dev = """{"version":1,"schedule":"dev","operator":"0x0000000000000000000000000000000000000000","fees":[],"gio":false}""";

    [Fact]
    public void Development_genesis_has_pinned_bytes()
    {
        Encoding.UTF8.GetString(Genesis.Dev.Encode()).Should().Be(Dev);
    }

    [Theory]
    [InlineData(Dev)]
    [InlineData("""{"version":1,"schedule":"public","operator":"0x00000000000000000000000000000000000000aa","fees":[{"token":"0x0000000000000000000000000000000000000000","perMiBDay":"340282366920938463463374607431768211455"}],"gio":false}""")]
    public void Canonical_document_is_read_and_written_alike(string json)
    {
        Genesis.TryParse(Encoding.UTF8.GetBytes(json), out Genesis? genesis, out string problem).Should().BeTrue(problem);

        Encoding.UTF8.GetString(genesis!.Encode()).Should().Be(json);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"version":1}""")]
    [InlineData("""{"version":2,"schedule":"dev","operator":"0x0000000000000000000000000000000000000000","fees":[],"gio":false}""")]
    [InlineData("""{"version":1,"schedule":"slow","operator":"0x0000000000000000000000000000000000000000","fees":[],"gio":false}""")]
    [InlineData("""{"version":1,"schedule":null,"operator":"0x0000000000000000000000000000000000000000","fees":[],"gio":false}""")]
    [InlineData("""{"version":1,"schedule":"dev","operator":"0x0000000000000000000000000000000000000000","fees":[],"gio":true}""")]
    [InlineData("""{ "version":1,"schedule":"dev","operator":"0x0000000000000000000000000000000000000000","fees":[],"gio":false}""")]
    [InlineData("""{"schedule":"dev","version":1,"operator":"0x0000000000000000000000000000000000000000","fees":[],"gio":false}""")]
    [InlineData("""{"version":1,"schedule":"dev","operator":"0x0000000000000000000000000000000000000000","fees":[],"gio":false,"more":1}""")]
    [InlineData("""{"version":1,"schedule":"dev","operator":"0x0000000000000000000000000000000000000000","fees":[{"token":"0x0000000000000000000000000000000000000000","perMiBDay":"1"}],"gio":false}""")]
    public void Other_documents_are_refused_with_a_reason(string json)
    {
        Genesis.TryParse(Encoding.UTF8.GetBytes(json), out _, out string problem).Should().BeFalse();

        problem.Should().NotBeEmpty();
    }

    [Fact]
    public void Genesis_is_part_of_the_root()
    {
        Genesis.TryParse(Encoding.UTF8.GetBytes(Dev.Replace("dev", "public", StringComparison.Ordinal)), out Genesis? other, out _).Should().BeTrue();

        new Market(other!).StateRoot.Should().NotBe(new Market(Genesis.Dev).StateRoot);
    }
}
