using System.Text;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.Official;
using Rollup.Node.Client;
using Rollup.Node.Rpc;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.Tests;

public sealed class RollupNodeTests
{
    [Fact]
    public async Task Input_becomes_outputs_and_a_voucher_is_executed_once()
    {
        await using TestNetwork network = await TestNetwork.StartAsync();
        await network.Sender.SendAsync(network.Dev.Deployed.Application, ReadOnlyMemory<byte>.Empty, 1000);
        InputView first = await network.SendAsync("add 5");
        InputView second = await network.SendAsync("pay 400");

        first.Status.Should().Be(InputStatus.Accepted);
        first.DecodedData!.Sender.Should().Be(network.Sender.Address);
        OutputView notice = (await network.Client.GetOutputAsync(0))!;
        Encoding.UTF8.GetString(notice.DecodedData!.Payload).Should().StartWith("sum 5 input 0");
        notice.OutputHashesSiblings.Should().BeNull("the epoch is open");
        (await network.AskAsync("what")).Should().Be("sum 6");

        EpochView epoch = await network.CloseEpochAsync();
        epoch.Status.Should().Be(EpochStatus.ClaimAccepted);
        epoch.OutputsMerkleRoot.Should().Be(second.OutputsHash!.Value);
        (await network.Client.GetLastAcceptedEpochIndexAsync()).Should().Be(epoch.Index);
        OutputView voucher = await network.Client.WaitForExecutableOutputAsync(1, TestNetwork.Patience);
        voucher.InputIndex.Should().Be(second.Index);
        await ExecuteOnceAsync(network, voucher);
    }

    [Fact]
    public async Task Rejected_and_broken_inputs_leave_nothing_and_the_next_one_works()
    {
        await using TestNetwork network = await TestNetwork.StartAsync();
        await network.SendAsync("add 5");
        Hash32? before = (await network.Client.GetInputAsync(0))!.OutputsHash;

        InputView rejected = await network.SendAsync("reject");
        InputView thrown = await network.SendAsync("throw");
        InputView ended = await network.SendAsync("exit");
        InputView next = await network.SendAsync("add 2");

        rejected.Status.Should().Be(InputStatus.Rejected);
        thrown.Status.Should().Be(InputStatus.Rejected);
        ended.Status.Should().Be(InputStatus.Exception);
        ended.OutputsHash.Should().Be(before);
        next.Status.Should().Be(InputStatus.Accepted);
        (await network.NoticesAsync()).Should().HaveCount(2).And.Subject.Last().Should().StartWith("sum 7");
        (await network.Client.ListReportsAsync(new ReportFilter { InputIndex = rejected.Index }, PageRequest.First)).Data.Should().BeEmpty();
    }

    [Fact]
    public async Task Reports_of_rejected_inputs_are_kept_when_asked_for()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true, keepReports: true);
        InputView rejected = await network.SendAsync("reject");

        ReportView report = (await network.Client.ListReportsAsync(new ReportFilter { InputIndex = rejected.Index }, PageRequest.First)).Data.Should().ContainSingle().Subject;
        Encoding.UTF8.GetString(report.RawData).Should().Be("rejected");
    }

    [Fact]
    public async Task Empty_and_largest_payloads_pass()
    {
        await using TestNetwork network = await TestNetwork.StartAsync();

        (await network.SendAsync("")).Status.Should().Be(InputStatus.Accepted);
        InputView largest = await network.SendAsync(new string('x', RollupLimits.PayloadBytesMax));

        largest.Status.Should().Be(InputStatus.Accepted);
        largest.DecodedData!.Payload.Should().HaveCount(RollupLimits.PayloadBytesMax);
    }

    [Fact]
    public async Task Every_epoch_with_inputs_is_claimed_and_its_proofs_hold_on_L1()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true);
        for (int round = 0; round < 4; round++)
        {
            for (int i = 0; i <= round; i++)
                await network.SendAsync("add 1");
            await network.CloseEpochAsync();
        }

        RpcPage<EpochView> epochs = await network.Client.ListEpochsAsync(EpochStatus.ClaimAccepted, PageRequest.First);
        epochs.Data.Should().HaveCountGreaterThanOrEqualTo(4);
        epochs.Data.Select(e => e.VirtualIndex).Should().Equal(Enumerable.Range(0, epochs.Data.Count).Select(i => (ulong)i));
        var application = new ApplicationContract(network.Dev.L1, network.Dev.Deployed.Application);
        await foreach (OutputView output in network.Client.AllOutputsAsync(new OutputFilter()))
            await application.ValidateOutputAsync(output.RawData, OutputExecution.ProofOf(output));
    }

    [Fact]
    public async Task Node_of_a_stranger_reads_and_does_not_claim()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true);
        await network.SendAsync("add 1");
        await using RollupNode reader = await RollupNode.StartAsync(new NodeOptions
        {
            L1Url = network.Dev.Anvil.Url,
            Applications = network.Dev.Node.Options.Applications,
            ClaimSigner = Rollup.Ethereum.Keys.Mnemonic.Dev.Key(3),
        });
        using var client = new RollupNodeClient(reader.Url, "app");

        EpochView accepted = await network.CloseEpochAsync();
        EpochView seen = await client.WaitForClaimAsync(accepted.Index, TestNetwork.Patience);

        seen.Status.Should().Be(EpochStatus.ClaimAccepted, "it computes the same root and sees the other's claim");
        seen.ClaimTransactionHash.Should().Be(accepted.ClaimTransactionHash);
    }

    private static async Task ExecuteOnceAsync(TestNetwork network, OutputView voucher)
    {
        using Account anybody = network.Dev.Account(4);
        Address application = network.Dev.Deployed.Application;
        UInt256 before = await network.Dev.L1.GetBalanceAsync(network.Sender.Address);
        OutputView wrong = voucher with { OutputHashesSiblings = [.. voucher.OutputHashesSiblings!.Reverse()] };

        (await RefusalAsync(() => OutputExecution.ExecuteAsync(anybody, application, wrong))).Should().Be("InvalidOutputsMerkleRoot");
        Hash32 transaction = (await OutputExecution.ExecuteAsync(anybody, application, voucher)).TransactionHash;
        (await RefusalAsync(() => OutputExecution.ExecuteAsync(anybody, application, voucher))).Should().Be("OutputNotReexecutable");

        (await network.Dev.L1.GetBalanceAsync(network.Sender.Address)).Should().Be(before + (UInt256)400UL);
        OutputView? executed = null;
        for (int i = 0; i < 200 && executed?.ExecutionTransactionHash is null; i++, await Task.Delay(20))
            executed = await network.Client.GetOutputAsync(voucher.Index);
        executed!.ExecutionTransactionHash.Should().Be(transaction);
    }

    private static async Task<string> RefusalAsync(Func<Task> execute) =>
        (await FluentActions.Awaiting(execute).Should().ThrowAsync<ContractRevertException>()).Which.Reason.Name;
}
