using System.Globalization;
using Rollup.Node.Client;
using Rollup.Node.Rpc;
using Xunit.Abstractions;

namespace Rollup.Node.Tests;

public sealed class NodeKillTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("node-kill-").FullName;

    // NODE_KILL_RUNS=100 for the long form.
    private static int Kills { get; } = int.TryParse(Environment.GetEnvironmentVariable("NODE_KILL_RUNS"), CultureInfo.InvariantCulture, out int runs) ? runs : 3;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Node_killed_at_any_moment_loses_and_repeats_nothing()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true); // its node is the one without faults
        var die = new Random(7);
        ulong last = await network.AddAsync("add 1");
        for (int kill = 0; kill < Kills; kill++)
        {
            using NodeProcess node = await NodeProcess.StartAsync(network.Dev, _folder);
            Task adding = network.AddManyAsync(40);
            await Task.Delay(die.Next(400));
            node.Kill();
            await adding;
            last += 40;
            output.WriteLine($"killed {kill + 1}");
        }
        using NodeProcess survivor = await NodeProcess.StartAsync(network.Dev, _folder);
        InputView expected = await network.Client.WaitForInputAsync(last, TestNetwork.Patience);
        InputView actual = await survivor.Client.WaitForInputAsync(last, TestNetwork.Patience);

        actual.OutputsHash.Should().Be(expected.OutputsHash);
        var outputs = new List<ulong>();
        await foreach (OutputView view in survivor.Client.AllOutputsAsync(new OutputFilter()))
            outputs.Add(view.InputIndex);
        outputs.Should().Equal(Enumerable.Range(0, (int)last + 1).Select(i => (ulong)i));
        EpochView epoch = await network.CloseEpochAsync();
        (await survivor.Client.WaitForClaimAsync(epoch.Index, TestNetwork.Patience)).OutputsMerkleRoot.Should().Be(epoch.OutputsMerkleRoot);
    }
}
