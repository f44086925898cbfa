using System.Diagnostics;
using Rollup.Node.GuestHost;
using Rollup.Node.Guests;
using Rollup.Node.Rpc;

namespace Rollup.Node.Tests;

public sealed class NodeFaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("node-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Guest_killed_while_it_works_is_restarted_and_replayed()
    {
        await using TestNetwork network = await TestNetwork.StartAsync();
        await network.SendAsync("add 5");
        for (int kill = 0; kill < 3; kill++)
        {
            await network.SendAsync("add 1");
            Task adding = network.AddManyAsync(60);
            await Task.Delay(60);
            await KillAsync(network.Guests[^1]);
            await adding;
            await network.Client.WaitForInputAsync((ulong)(61 * (kill + 1)), TestNetwork.Patience);
        }

        network.Guests[^1].RestartCount.Should().BeGreaterThanOrEqualTo(3);
        (await network.AskAsync("what")).Should().Be("sum 188");
        (await network.NoticesAsync()).Should().HaveCount(184).And.OnlyHaveUniqueItems();
        (await network.CloseEpochAsync()).Status.Should().Be(EpochStatus.ClaimAccepted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restarted_node_has_the_same_root_with_and_without_its_database(bool keepsDatabase)
    {
        await using TestNetwork network = await TestNetwork.StartAsync(databaseFolder: keepsDatabase ? _folder : null);
        await network.SendAsync("add 5");
        await network.SendAsync("reject");
        await network.CloseEpochAsync();
        InputView before = await network.SendAsync("add 2");

        await network.Dev.RestartNodeAsync();

        InputView again = await network.Client.WaitForInputAsync(before.Index, TestNetwork.Patience);
        again.OutputsHash.Should().Be(before.OutputsHash);
        (await network.Client.GetInputAsync(1))!.Status.Should().Be(InputStatus.Rejected);
        InputView next = await network.SendAsync("add 3");
        next.Status.Should().Be(InputStatus.Accepted);
        (await network.AskAsync("what")).Should().Be("sum 10");
        (await network.CloseEpochAsync()).Status.Should().Be(EpochStatus.ClaimAccepted);
        RpcPage<EpochView> epochs = await network.Client.ListEpochsAsync(null, new(50));
        epochs.Data.Should().OnlyContain(e => e.Status == EpochStatus.ClaimAccepted && e.ClaimTransactionHash != null);
    }

    [Fact]
    public async Task Database_of_another_program_is_noticed()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true, databaseFolder: _folder);
        await network.SendAsync("add 5");
        NodeOptions options = network.Dev.Node.Options with
        {
            Applications = [network.Dev.Node.Options.Applications[0] with { Guest = InProcessGuest.Factory(() => new OtherApplication()) }],
        };
        await network.Dev.Node.DisposeAsync();

        (await FluentActions.Awaiting(() => RollupNode.StartAsync(options)).Should().ThrowAsync<GuestFailedException>())
            .Which.Message.Should().Contain("input 0 ");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    public async Task Reorganisation_is_rolled_back_and_replayed(int depth)
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true);
        await network.SendAsync("add 100");
        await network.Dev.Chain.MineAsync();
        string fork = await network.Dev.Chain.SnapshotAsync();
        for (int i = 0; i < depth; i++)
            await network.SendAsync("add 1");
        (await network.AskAsync("what")).Should().Be($"sum {100 + depth}");

        await network.Dev.Chain.RevertAsync(fork);
        using (var other = network.Dev.Account(2))
        {
            await other.SendAsync(Rollup.Ethereum.Official.OfficialAddresses.InputBox,
                Rollup.Ethereum.Official.InputBoxContract.AddInput(network.Dev.Deployed.Application, "add 7"u8));
        }
        await UntilAsync(async () => (await network.Client.GetInputAsync(1))?.DecodedData?.Sender == network.Dev.Account(2).Address
            && (await network.Client.GetInputAsync(1))!.Status == InputStatus.Accepted);

        (await network.AskAsync("what")).Should().Be("sum 107");
        (await network.NoticesAsync()).Should().HaveCount(2);
        (await network.Client.GetProcessedInputCountAsync()).Should().Be(2);
        (await network.CloseEpochAsync()).Status.Should().Be(EpochStatus.ClaimAccepted);
        network.Log.Should().Contain("reorganised");
    }

    [Fact]
    public async Task Blocks_replaced_by_empty_ones_take_their_inputs_with_them()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true);
        await network.SendAsync("add 100");
        await network.SendAsync("add 1");
        await network.SendAsync("add 1");

        await network.Dev.Chain.ReorganiseAsync(2);
        await UntilAsync(async () => await network.Client.GetProcessedInputCountAsync() == 1);

        (await network.AskAsync("what")).Should().Be("sum 100");
        (await network.Client.GetInputAsync(1)).Should().BeNull();
        await network.Sender.CountAgainAsync();
        (await network.SendAsync("add 7")).Index.Should().Be(1);
        (await network.AskAsync("what")).Should().Be("sum 107");
    }

    [Fact]
    public async Task Answers_around_a_reorganisation_are_of_the_state_that_they_name()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true);
        await network.SendAsync("add 100");
        for (int i = 0; i < 5; i++)
            await network.SendAsync("add 1");
        bool isGone = false;
        var answers = new List<(ulong Count, string Sum, bool WasGone)>();
        using var http = new HttpClient();
        Task asking = Task.Run(async () =>
        {
            var clock = Stopwatch.StartNew();
            while (clock.Elapsed < TestNetwork.Patience && !(answers.Count > 0 && answers[^1] is { Count: 1, WasGone: true }))
            {
                bool wasGone = Volatile.Read(ref isGone);
                using HttpResponseMessage response = await http.PostAsync(new Uri(network.Dev.Node.Url, "inspect/app"), new ByteArrayContent("what"u8.ToArray()));
                if (response.StatusCode == System.Net.HttpStatusCode.ServiceUnavailable)
                {
                    response.Headers.RetryAfter.Should().NotBeNull();
                    continue;
                }

                using var answer = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                string report = answer.RootElement.GetProperty("reports")[0].GetProperty("payload").GetString()!;
                answers.Add((answer.RootElement.GetProperty("processed_input_count").GetUInt64(), System.Text.Encoding.UTF8.GetString(Convert.FromHexString(report[2..])), wasGone));
            }
        });

        await network.Dev.Chain.ReorganiseAsync(5);
        // From when the node says so, nobody is answered from what is gone.
        await UntilAsync(async () => await network.Client.GetProcessedInputCountAsync() == 1);
        Volatile.Write(ref isGone, true);
        await asking;

        answers.Should().OnlyContain(answer => answer.Sum == (answer.Count == 0 ? "sum 0" : $"sum {99 + answer.Count}"));
        answers.Where(answer => answer.WasGone).Should().NotBeEmpty().And.OnlyContain(answer => answer.Count == 1);
    }

    [Fact]
    public async Task Move_to_another_consensus_stops_the_application_with_the_reason()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true);
        await network.SendAsync("add 1");
        using var owner = network.Dev.Account(Rollup.Node.Dev.DevNetwork.OperatorIndex);
        await owner.SendAsync(network.Dev.Deployed.Application, Rollup.Ethereum.Official.ApplicationContract.MigrateToValidator(owner.Address));

        await UntilAsync(async () => (await network.Client.GetApplicationAsync()).State == ApplicationState.Inoperable);

        (await network.Client.GetApplicationAsync()).Reason.Should().Contain(owner.Address.ToString());
    }

    [Fact]
    public async Task Claims_taken_back_by_a_reorganisation_are_sent_again()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true);
        InputView input = await network.SendAsync("add 1");
        ulong head = await network.Dev.L1.GetBlockNumberAsync();
        await network.Dev.Chain.MineAsync(TestNetwork.EpochLength - head % TestNetwork.EpochLength - 1);
        string fork = await network.Dev.Chain.SnapshotAsync();
        EpochView before = await network.CloseEpochAsync();

        await network.Dev.Chain.RevertAsync(fork);
        await network.Dev.Chain.MineAsync(2, 100);
        await UntilAsync(async () => (await network.Client.GetEpochAsync(input.EpochIndex))?.Status == EpochStatus.ClaimAccepted
            && (await network.Dev.L1.GetReceiptAsync((await network.Client.GetEpochAsync(input.EpochIndex))!.ClaimTransactionHash!.Value)) is not null);

        (await new Rollup.Ethereum.Official.ConsensusContract(network.Dev.L1, network.Dev.Deployed.Consensus)
            .IsOutputsMerkleRootValidAsync(network.Dev.Deployed.Application, before.OutputsMerkleRoot!.Value)).Should().BeTrue();
    }

    private static Task KillAsync(ProcessGuest guest) => UntilAsync(() =>
    {
        // Between two lives there is no process to kill.
        if (guest.ProcessId is not { } id || Process.GetProcesses().FirstOrDefault(p => p.Id == id) is not { HasExited: false } process)
            return Task.FromResult(false);

        process.Kill();
        return Task.FromResult(true);
    });

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            clock.Elapsed.Should().BeLessThan(TestNetwork.Patience);
            await Task.Delay(20);
        }
    }

    private sealed class OtherApplication : Rollup.Guest.IRollupApplication
    {
        public Rollup.Guest.AdvanceStatus Advance(in Rollup.Guest.AdvanceMetadata metadata, ReadOnlyMemory<byte> payload, Rollup.Guest.IOutputSink outputs)
        {
            outputs.Notice("something else"u8);
            return Rollup.Guest.AdvanceStatus.Accept;
        }

        public void Inspect(ReadOnlyMemory<byte> payload, Rollup.Guest.IReportSink reports) => reports.Report(payload.Span);
    }
}
