using System.Diagnostics;
using ModelMarket.Cli.Local;
using Rollup.Primitives;

namespace EndToEnd.Support;

/// <summary>Tokens of the contracts' own tests, compiled from its source by the solc-js of contracts/.</summary>
internal static class TokenCode
{
    private const string Script = """
        const name = process.argv[1], file = `test/tokens/${name}.sol`, solc = require("solc"), fs = require("fs"), path = require("path");
        const input = { language: "Solidity", sources: { [file]: { content: fs.readFileSync(file, "utf8") } },
          settings: { optimizer: { enabled: true, runs: 200 }, evmVersion: "cancun", outputSelection: { "*": { "*": ["evm.bytecode.object"] } } } };
        const find = (wanted) => ({ contents: fs.readFileSync(fs.existsSync(wanted) ? wanted : path.join("node_modules", wanted), "utf8") });
        const out = JSON.parse(solc.compile(JSON.stringify(input), { import: find }));
        const bad = (out.errors || []).filter((error) => error.severity === "error");
        if (bad.length) throw new Error(bad.map((error) => error.formattedMessage).join("\n"));
        process.stdout.write("0x" + out.contracts[file][name].evm.bytecode.object);
        """;

    /// <summary>The bytecode that deploys one.</summary>
    /// <param name="name">The contract, which is alone in its file.</param>
    public static async Task<byte[]> InitCodeAsync(string name)
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
        start.ArgumentList.Add(name);
        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEndAsync(patience.Token);
        var error = node.StandardError.ReadToEndAsync(patience.Token);
        await node.WaitForExitAsync(patience.Token);
        node.ExitCode.Should().Be(0, await error);
        return Hex.Decode((await output).Trim());
    }
}
