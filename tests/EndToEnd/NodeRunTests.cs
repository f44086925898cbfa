using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ModelMarket.Cli;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Dev;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Ethereum.Official;
using Rollup.Node.Client;
using Rollup.Node.Rpc;

namespace EndToEnd;

public sealed class NodeRunTests : IDisposable
{
    private const ulong EpochLength = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly string _home = Directory.CreateTempSubdirectory("modelmarket-node-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task Node_runs_a_guest_in_javascript_claims_and_ends_on_SIGTERM()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync(new AnvilOptions());
        using var l1 = new EthereumClient(anvil.Url);
        using var account = new Account(l1, Mnemonic.Dev.Key(0));
        await OfficialContracts.DeployAsync(account);
        DeployedApplication deployed = await OfficialContracts.DeployApplicationAsync(
            account, new ApplicationDeployment { AuthorityOwner = account.Address, ApplicationOwner = account.Address, EpochLength = EpochLength });
        string[] arguments =
        [
            "node", "run", "--json", "--rpc", anvil.Url.ToString(), "--account", "0", "--app", $"script={deployed.Application}", "--port", "0",
            "--log", "json", "--verbose", "--", "node", ScriptPath(),
        ];
        string log;
        using (Process process = Start(arguments))
        {
            Task<string> error = process.StandardError.ReadToEndAsync();
            using var client = new RollupNodeClient(await UrlAsync(process), "script");
            var statuses = new List<InputStatus>();
            foreach (string command in new[] { "notice", "nonsense", "voucher" })
                statuses.Add((await client.WaitForInputAsync(await AddAsync(account, deployed, command), Patience)).Status);
            await new DevChain(l1).MinePastEpochAsync(await l1.GetBlockNumberAsync(), EpochLength);
            EpochView epoch = await client.WaitForClaimAsync((await client.GetInputAsync(2))!.EpochIndex, Patience);

            statuses.Should().Equal(InputStatus.Accepted, InputStatus.Rejected, InputStatus.Accepted);
            epoch.Status.Should().Be(EpochStatus.ClaimAccepted);
            Signal(process, "TERM");
            await process.WaitForExitAsync().WaitAsync(Patience);
            log = await error;
            process.ExitCode.Should().Be(ExitCode.Ok, "{0}", log);
        }
        JsonElement[] events = [.. log.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement)];
        events.Where(e => e.GetProperty("EventId").GetInt32() == 20).Select(e => e.GetProperty("State").GetProperty("Input").ToString()).Should().HaveCount(3);

        using Process again = Start(arguments);
        using var reader = new RollupNodeClient(await UrlAsync(again), "script");
        (await reader.GetProcessedInputCountAsync()).Should().Be(3, "the database in the home folder has them");
        Signal(again, IsInterruptIgnored() ? "TERM" : "INT");
        await again.WaitForExitAsync().WaitAsync(Patience);
        again.ExitCode.Should().Be(ExitCode.Ok);
    }

    [Theory]
    [InlineData("--app", "0x0000000000000000000000000000000000000001")]
    [InlineData("--", "./dapp")]
    [InlineData("--app", "0x12", "--", "./dapp")]
    [InlineData("--app", "A b=0x0000000000000000000000000000000000000001", "--", "./dapp")]
    [InlineData("--app", "0x0000000000000000000000000000000000000001", "--app", "0x0000000000000000000000000000000000000002", "--", "./dapp")]
    [InlineData("--app", "0x0000000000000000000000000000000000000001", "--listen", "here", "--", "./dapp")]
    [InlineData("--app", "0x0000000000000000000000000000000000000001", "--port", "70000", "--", "./dapp")]
    [InlineData("--app", "0x0000000000000000000000000000000000000001", "--confirmations", "-1", "--", "./dapp")]
    [InlineData("--app", "0x0000000000000000000000000000000000000001", "--confirmations", "1", "--finalized", "--", "./dapp")]
    [InlineData("--app", "0x0000000000000000000000000000000000000001", "--snapshots", "often", "--", "./dapp")]
    [InlineData("--app", "0x0000000000000000000000000000000000000001", "--gio-blocks", "/no/such/folder", "--", "./dapp")]
    [InlineData("--app", "0x0000000000000000000000000000000000000001", "--gio-gateway", "ftp://x", "--", "./dapp")]
    public async Task Wrong_arguments_are_a_usage_error_with_words(params string[] arguments)
    {
        using var error = new StringWriter();
        var host = new CliHost(TextWriter.Null, error, name => name == "MODELMARKET_HOME" ? _home : null, interactive: false);

        int exit = await CommandLineApp.RunAsync(["node", "run", "--rpc", "http://127.0.0.1:1", .. arguments], host);

        exit.Should().Be(ExitCode.Usage);
        error.ToString().Should().Contain("✗").And.NotContain("   at ");
    }

    // What a shell without job control starts in the background inherits that, and so does what that starts.
    private static bool IsInterruptIgnored() =>
        File.ReadLines("/proc/self/status").Where(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)).Any(line => (Convert.ToUInt64(line[7..].Trim(), 16) & 2) != 0);

    private static async Task<ulong> AddAsync(Account account, DeployedApplication deployed, string command)
    {
        TransactionReceipt receipt = await account.SendAsync(OfficialAddresses.InputBox, InputBoxContract.AddInput(deployed.Application, Encoding.UTF8.GetBytes(command)));
        return InputAddedEvent.AllOf(receipt).Single().Index;
    }

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "modelmarket.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MODELMARKET_HOME"] = _home;
        return Process.Start(start)!;
    }

    private static async Task<Uri> UrlAsync(Process process)
    {
        var text = new StringBuilder();
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
            text.AppendLine(line);
        }
        while (line is not (null or "}"));
        return new Uri(JsonDocument.Parse(text.ToString()).RootElement.GetProperty("node").GetString()!);
    }

    private static void Signal(Process process, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    // The 60-line guest that is written against the official documents only.
    private static string ScriptPath()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "tests", "Rollup.Node.Tests", "OfficialClients", "guest.mjs");
            if (File.Exists(path))
                return path;
        }
        throw new FileNotFoundException("guest.mjs is in no repository above the tests");
    }
}
