using System.Diagnostics;
using Rollup.Node.Rpc;
using Xunit.Abstractions;

namespace Rollup.Node.Tests;

public sealed class NodeSpeedTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(true, 500)]
    [InlineData(false, 300)]
    public async Task Backlog_is_worked_through_at_hundreds_of_inputs_a_second(bool inProcess, int count)
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess);
        await network.Dev.Chain.SetAutomineAsync(false);
        await network.SubmitManyAsync(count);
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        while (await network.Dev.Chain.PendingAsync() > 0)
            await network.Dev.Chain.MineAsync();
        TimeSpan mined = clock.Elapsed;

        InputView last = await network.Client.WaitForInputAsync((ulong)count - 1, TestNetwork.Patience);

        TimeSpan all = clock.Elapsed;
        output.WriteLine($"{(inProcess ? "in process" : "over HTTP")}: {count} inputs mined in {mined.TotalMilliseconds:0} ms, processed in {all.TotalMilliseconds:0} ms: {count / all.TotalSeconds:0}/s, "
            + $"{(Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / count:0.00} ms of processor each");
        last.Status.Should().Be(InputStatus.Accepted);
        (count / all.TotalSeconds).Should().BeGreaterThan(10, "this only notices a collapse; the benchmark measures on an idle machine");
    }
}
