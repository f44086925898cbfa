using System.Diagnostics;
using ModelMarket.Cli.Local;
using Rollup.Primitives;

namespace EndToEnd.Support;

/// <summary>The contracts' own misbehaving token, compiled from its source by the solc-js of contracts/.</summary>
internal static class TokenCode
{
    private const string Script = """
        const solc = require("solc"), fs = require("fs"), path = require("path");
        const input = { language: "Solidity", sources: { "test/tokens/ModalToken.sol": { content: fs.readFileSync("test/tokens/ModalToken.sol", "utf8") } },
          settings: { optimizer: { enabled: true, runs: 200 }, evmVersion: "cancun", outputSelection: { "*": { "*": ["evm.bytecode.object"] } } } };
        const find = (name) => ({ contents: fs.readFileSync(fs.existsSync(name) ? name : path.join("node_modules", name), "utf8") });
        const out = JSON.parse(solc.compile(JSON.stringify(input), { import: find }));
        const bad = (out.errors || []).filter((error) => error.severity === "error");
        if (bad.length) throw new Error(bad.map((error) => error.formattedMessage).join("\n"));
        process.stdout.write("0x" + out.contracts["test/tokens/ModalToken.sol"].ModalToken.evm.bytecode.object);
        """;

    private static readonly Lazy<Task<byte[]>> Compiled = new(CompileAsync);

    /// <summary>The bytecode that deploys it.</summary>
    public static Task<byte[]> InitCodeAsync() => Compiled.Value;

    private static async Task<byte[]> CompileAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Path.Combine(RepositoryFolder.Find()!, "contracts"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("-e");
        start.ArgumentList.Add(Script);
        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEndAsync(patience.Token);
        var error = node.StandardError.ReadToEndAsync(patience.Token);
        await node.WaitForExitAsync(patience.Token);
        node.ExitCode.Should().Be(0, await error);
        return Hex.Decode((await output).Trim());
    }
}
