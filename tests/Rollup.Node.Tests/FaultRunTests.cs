using System.Diagnostics;
using System.Globalization;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Dev;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Ethereum.Official;
using Rollup.Node.Dev;
using Xunit.Abstractions;

namespace Rollup.Node.Tests;

/// <summary>Seeded runs with faults. <c>NODE_FAULT_RUNS=300</c> for the long form, <c>NODE_FAULT_SEED</c> for the first seed, <c>NODE_FAULT_LOG</c> for a file with a line per run.</summary>
public sealed class FaultRunTests(ITestOutputHelper output)
{
    // After some hundreds of blocks and many reorganisations anvil was seen to come out of one with an empty state.
    private const int RunsPerChain = 8;

    private static int Runs { get; } = Number("NODE_FAULT_RUNS", 12);

    private static int FirstSeed { get; } = Number("NODE_FAULT_SEED", 1);

    [Fact]
    public async Task Outputs_claims_and_state_equal_those_of_a_run_without_faults()
    {
        var failures = new List<string>();
        foreach (int[] seeds in Enumerable.Range(FirstSeed, Runs).Chunk(RunsPerChain))
            failures.AddRange(await RunAsync(seeds));
        output.WriteLine($"figure: {Runs - failures.Count} of {Runs} seeded runs with faults end as without");
        failures.Should().BeEmpty();
    }

    private async Task<List<string>> RunAsync(int[] seeds)
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync(new AnvilOptions());
        using var l1 = new EthereumClient(anvil.Url);
        using (var owner = new Account(l1, Mnemonic.Dev.Key(DevNetwork.OperatorIndex)))
            await OfficialContracts.DeployAsync(owner);
        var failures = new List<string>();
        foreach (int seed in seeds)
        {
            if (await RunAsync(anvil, l1, seed) is { } failure)
                failures.Add(failure);
        }
        return failures;
    }

    private async Task<string?> RunAsync(AnvilProcess anvil, EthereumClient l1, int seed)
    {
        var clock = Stopwatch.StartNew();
        using var run = new FaultRun(anvil, l1, seed);
        string? failure = null;
        try
        {
            await run.RunAsync();
        }
        catch (Exception fault) when (fault is Xunit.Sdk.XunitException or TimeoutException or InvalidOperationException)
        {
            failure = $"seed {seed}: {fault.Message}";
        }
        string line = string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {(failure is null ? "ok" : "DIFFERS")}, {clock.Elapsed.TotalSeconds:0.0} s, {run.Story}");
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("NODE_FAULT_LOG") is { Length: > 0 } log)
            await File.AppendAllTextAsync(log, line + (failure is null ? "" : $"\n  {failure}") + "\n");
        return failure;
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
