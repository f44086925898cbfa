using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Official;
using Rollup.Node.Client;
using Rollup.Node.Dev;
using Rollup.Node.Guests;
using Rollup.Node.Rpc;
using Rollup.Node.Verification;
using Rollup.Primitives;
using TestGuest;

namespace Rollup.Node.Tests;

public sealed class ReplayVerifierTests
{
    [Fact]
    public async Task Honest_claims_and_executions_match_in_and_out_of_process()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true);
        await network.Sender.SendAsync(network.Dev.Deployed.Application, ReadOnlyMemory<byte>.Empty, 1000);
        await network.SendAsync("add 5");
        await network.SendAsync("reject");
        await network.SendAsync("pay 3");
        EpochView first = await network.CloseEpochAsync();
        using Account anybody = network.Dev.Account(2);
        await OutputExecution.ExecuteAsync(anybody, network.Dev.Deployed.Application, await network.Client.WaitForExecutableOutputAsync(1, TestNetwork.Patience));
        await network.SendAsync("add 1");
        EpochView second = await network.CloseEpochAsync();

        foreach (GuestFactory guest in new[] { InProcessGuest.Factory(() => new CommandApplication()), ProcessGuest.Factory(TestNetwork.GuestOptions) })
        {
            ReplayReport report = await ReplayVerifier.RunAsync(Options(network.Dev, guest));

            report.IsMatch.Should().BeTrue();
            report.Claims.Select(c => (c.EpochIndex, c.ComputedRoot)).Should().Equal(
                (first.Index, first.OutputsMerkleRoot!.Value), (second.Index, second.OutputsMerkleRoot!.Value));
            report.Claims.Select(c => (c.FirstInput, c.InputsEnd)).Should().Equal((0UL, 3UL), (3UL, 4UL));
            (report.InputCount, report.AcceptedInputCount, report.OutputCount, report.ExecutedOutputCount).Should().Be((4UL, 3UL, 3UL, 1UL));
        }
    }

    [Fact]
    public async Task Lie_of_the_authority_is_found_with_its_epoch_and_inputs_and_its_loot()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true);
        await network.Sender.SendAsync(network.Dev.Deployed.Application, ReadOnlyMemory<byte>.Empty, 1000);
        await network.SendAsync("add 5");
        await network.CloseEpochAsync();
        await network.Dev.Node.DisposeAsync(); // the honest claimer is out of the way
        ulong index = await network.AddAsync("pay 1");
        ulong lieBlock = await LieAsync(network);

        ReplayReport report = await ReplayVerifier.RunAsync(Options(network.Dev, InProcessGuest.Factory(() => new CommandApplication())));

        report.IsMatch.Should().BeFalse();
        report.FirstDifference!.EpochIndex.Should().Be(lieBlock / TestNetwork.EpochLength);
        (report.FirstDifference.FirstInput, report.FirstDifference.InputsEnd).Should().Be((index, index + 1));
        ExecutionCheck loot = report.WrongExecutions.Should().ContainSingle().Subject;
        (loot.OutputIndex, loot.InputIndex).Should().Be((1UL, index));
    }

    [Fact]
    public async Task Node_is_compared_output_by_output()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true);
        foreach (string command in new[] { "add 1", "reject", "add 2", "add 3" })
            await network.SendAsync(command);

        ReplayReport same = await ReplayVerifier.RunAsync(Options(network.Dev, InProcessGuest.Factory(() => new CommandApplication())) with { Against = network.Client });
        ReplayReport other = await ReplayVerifier.RunAsync(Options(network.Dev, InProcessGuest.Factory(() => new CommandApplication(startSum: 5))) with { Against = network.Client });

        same.IsMatch.Should().BeTrue();
        other.IsMatch.Should().BeFalse();
        (other.NodeDifference!.OutputIndex, other.NodeDifference.InputIndex).Should().Be(((ulong?)0, 0UL));
        (other.NodeDifference.NodeStatus, other.NodeDifference.ComputedStatus).Should().Be((InputStatus.Accepted, InputStatus.Accepted));
    }

    [Fact]
    public async Task Two_nodes_are_compared_with_each_other_and_the_one_that_lies_is_found_out()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true);
        await using RollupNode honest = await OtherNodeAsync(network, () => new CommandApplication());
        await using RollupNode liar = await OtherNodeAsync(network, () => new CommandApplication(startSum: 5));
        using var second = new RollupNodeClient(honest.Url, "app");
        using var third = new RollupNodeClient(liar.Url, "app");
        ulong last = 0;
        foreach (string command in new[] { "reject", "add 1", "add 2", "pay 1" })
            last = (await network.SendAsync(command)).Index;
        foreach (RollupNodeClient client in new[] { second, third })
            await client.WaitForInputAsync(last, TestNetwork.Patience);

        NodePairReport same = await NodePair.CompareAsync(network.Client, second);
        NodePairReport other = await NodePair.CompareAsync(network.Client, third);

        (same.IsMatch, same.InputCount, same.OutputCount).Should().Be((true, 4UL, 3UL));
        other.IsMatch.Should().BeFalse();
        NodePairDifference found = other.Difference!;
        (found.InputIndex, found.IsSameInput, found.OutputIndex, found.FirstStatus, found.SecondStatus).Should().Be((1UL, true, (ulong?)0, InputStatus.Accepted, InputStatus.Accepted));
        found.FirstHash.Should().Be(Keccak256.Hash((await network.Client.GetOutputAsync(0))!.RawData));
        found.SecondHash.Should().Be(Keccak256.Hash((await third.GetOutputAsync(0))!.RawData));
    }

    private static Task<RollupNode> OtherNodeAsync(TestNetwork network, Func<Guest.IRollupApplication> create) => RollupNode.StartAsync(network.Dev.Node.Options with
    {
        ClaimSigner = null,
        DatabaseFolder = null,
        Port = 0,
        Applications = [network.Dev.Node.Options.Applications[0] with { Guest = InProcessGuest.Factory(create) }],
    });

    // The owner of an Authority claims a tree with a voucher of its own and executes it.
    private static async Task<ulong> LieAsync(TestNetwork network)
    {
        ulong head = await network.Dev.L1.GetBlockNumberAsync();
        ulong lastBlock = head / TestNetwork.EpochLength * TestNetwork.EpochLength + TestNetwork.EpochLength - 1;
        await network.Dev.Chain.MinePastEpochAsync(head, TestNetwork.EpochLength);
        using Account liar = network.Dev.Account(DevNetwork.OperatorIndex);
        byte[] loot = new Rollup.Primitives.Rollups.Voucher(liar.Address, (UInt256)1000UL, ReadOnlyMemory<byte>.Empty).Encode();
        var tree = new Rollup.Primitives.Rollups.OutputsMerkleTree();
        tree.Append(Keccak256.Hash("anything"u8));
        tree.Append(Keccak256.Hash(loot));
        await liar.SendAsync(network.Dev.Deployed.Consensus, ConsensusContract.SubmitClaim(network.Dev.Deployed.Application, lastBlock, tree.Root));
        await liar.SendAsync(network.Dev.Deployed.Application, ApplicationContract.ExecuteOutput(loot, new OutputValidityProof(1, tree.Proof(1))));
        return lastBlock;
    }

    private static ReplayOptions Options(DevNetwork network, GuestFactory guest) =>
        new() { L1Url = network.Anvil.Url, Application = network.Deployed.Application, Guest = guest, LogRangeBlocks = 7 };
}
