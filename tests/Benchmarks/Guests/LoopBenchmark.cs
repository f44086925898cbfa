using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Echo;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Dev;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Ethereum.Official;
using Rollup.Node;
using Rollup.Node.Client;
using Rollup.Node.GuestHost;
using Rollup.Node.Guests;
using Rollup.Primitives;

namespace Benchmarks.Guests;

/// <summary>The same inputs on one chain, worked through by the same node with three guests that do the same: deroll's loop in Node.js, ours over HTTP and
/// ours in the node's process.</summary>
internal sealed class LoopBenchmark(EthereumClient l1, Address application, int inputCount)
{
    private const int PayloadBytes = 32;
    private const double HttpRatioMin = 1;
    private const double InProcessRatioMin = 3;

    // A guest in a process of its own starts slowly and speeds up: the rate counts from here on.
    private readonly ulong _warmCount = (ulong)inputCount / 5;

    /// <summary>Prints the rates; exit code 1 when a ratio is below what it must be.</summary>
    public static async Task<int> RunAsync(int inputCount)
    {
        var deroll = Path.Combine(SourceFolder(), "tests", "Benchmarks", "Guests", "Deroll");
        await InstallAsync(deroll);
        await using var anvil = await AnvilProcess.StartAsync(new AnvilOptions());
        using var l1 = new EthereumClient(anvil.Url);
        using var sender = new Account(l1, Mnemonic.Dev.Key(0));
        var application = await DeployAsync(sender);
        await AddInputsAsync(sender, application, inputCount);

        var benchmark = new LoopBenchmark(l1, application, inputCount);
        var theirs = await benchmark.RateAsync("deroll over HTTP", ProcessGuest.Factory(new GuestOptions("node", [Path.Combine(deroll, "echo.mjs")])));
        var http = await benchmark.RateAsync("ours over HTTP", ProcessGuest.Factory(new GuestOptions("dotnet", [typeof(EchoApplication).Assembly.Location])));
        var inProcess = await benchmark.RateAsync("ours in process", InProcessGuest.Factory(() => new EchoApplication()));

        Print($"over HTTP {http / theirs:F2} times deroll (at least {HttpRatioMin:F0}), in process {inProcess / theirs:F2} times (at least {InProcessRatioMin:F0})");
        return http >= HttpRatioMin * theirs && inProcess >= InProcessRatioMin * theirs ? 0 : 1;
    }

    private async Task<double> RateAsync(string name, GuestFactory guest)
    {
        var folder = Directory.CreateTempSubdirectory("loop-").FullName;
        try
        {
            await using var node = await RollupNode.StartAsync(new NodeOptions
            {
                L1Url = l1.Url,
                Applications = [new ApplicationOptions { Name = "app", Address = application, Guest = guest }],
                DatabaseFolder = folder,
            });
            using var client = new RollupNodeClient(node.Url, "app");
            var (clock, from) = (Stopwatch.StartNew(), await CountAsync(client, _warmCount));
            clock.Restart();
            await CountAsync(client, (ulong)inputCount);
            var rate = (inputCount - (double)from) / clock.Elapsed.TotalSeconds;
            Print($"{name}: {rate:F0} inputs/s over {inputCount - (long)from} inputs");
            return rate;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<ulong> CountAsync(RollupNodeClient client, ulong countMin)
    {
        ulong count;
        while ((count = await client.GetProcessedInputCountAsync()) < countMin)
        {
            await Task.Delay(10);
        }

        return count;
    }

    private static async Task<Address> DeployAsync(Account owner)
    {
        await OfficialContracts.DeployAsync(owner);
        var deployment = new ApplicationDeployment { AuthorityOwner = owner.Address, ApplicationOwner = owner.Address, EpochLength = 1000 };
        return (await OfficialContracts.DeployApplicationAsync(owner, deployment)).Application;
    }

    private static async Task AddInputsAsync(Account sender, Address application, int count)
    {
        var chain = new DevChain(sender.Client);
        await chain.SetAutomineAsync(false);
        var fees = await sender.Client.EstimateFeesAsync();
        for (var i = 0; i < count; i++)
        {
            var payload = new byte[PayloadBytes];
            BinaryPrimitives.WriteInt32BigEndian(payload, i);
            await sender.SubmitAsync(new TransactionRequest { To = OfficialAddresses.InputBox, Data = InputBoxContract.AddInput(application, payload), GasLimit = 120_000, Fees = fees });
            if (i % 200 == 199)
            {
                await chain.MineAsync();
            }
        }

        while (await chain.PendingAsync() > 0)
        {
            await chain.MineAsync();
        }

        await chain.SetAutomineAsync(true);
    }

    private static async Task InstallAsync(string folder)
    {
        if (Directory.Exists(Path.Combine(folder, "node_modules", "@deroll")))
        {
            return;
        }

        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]) { WorkingDirectory = folder })!;
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci in {folder} ended with {npm.ExitCode}.");
        }
    }

    private static string SourceFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Rollup.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The benchmark does not run from inside the repository.");
    }

    private static void Print(FormattableString line) => Console.WriteLine("figure: loop " + line.ToString(CultureInfo.InvariantCulture));
}
