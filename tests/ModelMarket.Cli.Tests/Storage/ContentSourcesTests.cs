using ModelMarket.Cli.Storage;
using ModelMarket.Content.UnixFs;
using Rollup.Primitives;

namespace ModelMarket.Cli.Tests.Storage;

public sealed class ContentSourcesTests
{
    [Fact]
    public void A_line_gives_the_sources_in_its_order()
    {
        using var sources = Parse("kubo:http://127.0.0.1:5001, gateway:https://trustless-gateway.link/ ,gateway:http://127.0.0.1:8080");

        sources.All.Select(source => source.Name).Should().Equal("http://127.0.0.1:5001", "https://trustless-gateway.link", "http://127.0.0.1:8080");
        sources.KuboNodes.Should().ContainSingle();
        Parse("").All.Should().BeEmpty();
    }

    [Theory]
    [InlineData("https://gateway")]
    [InlineData("gateway:")]
    [InlineData("gateway:ftp://host")]
    [InlineData("gateway:file:///etc")]
    [InlineData("kubo")]
    [InlineData("folder:/nowhere/at/all")]
    [InlineData("s3:bucket")]
    public void An_entry_that_is_no_source_is_a_usage_fault(string line) =>
        FluentActions.Invoking(() => Parse(line)).Should().Throw<CliFault>().Which.Exit.Should().Be(ExitCode.Usage);

    [Fact]
    public async Task Another_folder_is_a_source()
    {
        var shared = Directory.CreateTempSubdirectory("modelmarket-shared-").FullName;
        var own = Directory.CreateTempSubdirectory("modelmarket-own-").FullName;
        try
        {
            var root = UnixFsImporter.Import(new byte[200_000], ImportOptions.Default, Sha256Managed.Instance, new BlockFolder(shared, Sha256Managed.Instance)).Root;
            using var sources = Parse($"folder:{shared}");
            var folder = new BlockFolder(own, Sha256Managed.Instance);

            await new ContentFetcher(folder, sources.All, Sha256Managed.Instance, _ => { }).FetchAsync(root, 200_000, _ => { }, default);
            FileWalk.Missing(root, folder).Should().BeEmpty();
        }
        finally
        {
            Directory.Delete(shared, recursive: true);
            Directory.Delete(own, recursive: true);
        }
    }

    private static ContentSources Parse(string line) => ContentSources.Parse(line, Sha256Managed.Instance);
}
