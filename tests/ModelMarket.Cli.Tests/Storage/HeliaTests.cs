using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using ModelMarket.Cli.Storage;
using ModelMarket.Content;
using ModelMarket.Content.UnixFs;
using Rollup.Primitives;

namespace ModelMarket.Cli.Tests.Storage;

/// <summary>IPFS's own client against our gateway. Opt-in: the package brings about a thousand others.</summary>
public sealed class HeliaTests
{
    [SkippableTheory]
    [InlineData(1_000, LeafKind.Raw)]
    [InlineData(5_000_000, LeafKind.Raw)]
    [InlineData(5_000_000, LeafKind.DagPb)]
    public async Task Helia_fetches_and_verifies_a_file_from_content_serve(int sizeBytes, LeafKind leaves)
    {
        var folder = Environment.GetEnvironmentVariable("MODELMARKET_HELIA");
        Skip.If(string.IsNullOrEmpty(folder), "on demand: needs @helia/verified-fetch: npm install it in a folder and set MODELMARKET_HELIA to it");
        var content = new byte[sizeBytes];
        new Random(sizeBytes).NextBytes(content);
        var blocks = new BlockMap();
        var root = UnixFsImporter.Import(content, ImportOptions.Default with { Leaves = leaves }, Sha256Managed.Instance, blocks).Root;
        await using var gateway = await ContentGateway.StartAsync(blocks, 0, default);

        var printed = await NodeAsync(Path.Combine(SourceFolder(), "Helia", "fetch.mjs"), folder!, gateway.Address.ToString(), root.ToString());
        printed.Should().Be($"200 {sizeBytes} {Convert.ToHexStringLower(SHA256.HashData(content))}");
    }

    private static async Task<string> NodeAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        process.ExitCode.Should().Be(0, "node said: {0}", await error);
        return (await output).Trim();
    }

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path.Replace("/_/", RepositoryRoot(), StringComparison.Ordinal))!;

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Rollup.sln")))
        {
            folder = folder.Parent;
        }

        return (folder?.FullName ?? throw new InvalidOperationException("the tests run outside the repository")) + "/";
    }
}
