using System.Security.Cryptography;
using ModelMarket.Cli.Storage;
using ModelMarket.Cli.Tests.Support;
using ModelMarket.Content;
using ModelMarket.Content.UnixFs;
using Rollup.Primitives;

namespace ModelMarket.Cli.Tests.Storage;

/// <summary>IPFS's own client, as npm has it, against our gateway.</summary>
public sealed class HeliaTests
{
    [Theory]
    [InlineData(1_000, LeafKind.Raw)]
    [InlineData(5_000_000, LeafKind.Raw)]
    [InlineData(5_000_000, LeafKind.DagPb)]
    public async Task Helia_fetches_and_verifies_a_file_from_content_serve(int sizeBytes, LeafKind leaves)
    {
        var content = new byte[sizeBytes];
        new Random(sizeBytes).NextBytes(content);
        var blocks = new BlockMap();
        var root = UnixFsImporter.Import(content, ImportOptions.Default with { Leaves = leaves }, Sha256Managed.Instance, blocks).Root;
        await using var gateway = await ContentGateway.StartAsync(blocks, 0, default);

        var printed = await NodeScript.RunAsync(TimeSpan.FromMinutes(2), "", NodeScript.File("Storage", "Helia", "fetch.mjs"), gateway.Address.ToString(), root.ToString());
        printed.Should().Be($"200 {sizeBytes} {Convert.ToHexStringLower(SHA256.HashData(content))}");
    }
}
