using System.Text;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Ethereum.Official;
using Rollup.Guest;
using Rollup.Node.Client;
using Rollup.Node.Guests;
using Rollup.Node.Rpc;
using Rollup.Primitives;
using TestGuest;

namespace Rollup.Node.Tests;

/// <summary>Three validators vote through the official Quorum; and one node runs two applications.</summary>
public sealed class QuorumTests
{
    private const ulong EpochLength = 10;

    [Fact]
    public async Task One_liar_of_three_is_outvoted_and_knows()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true);
        Address application = await DeployAsync(network, [4, 5, 6]);
        var nodes = new List<RollupNode>();
        try
        {
            foreach (int validator in new[] { 4, 5, 6 })
            {
                GuestFactory guest = InProcessGuest.Factory(validator == 4 ? () => new Liar() : () => new CommandApplication());
                nodes.Add(await StartAsync(network, guest, validator, new ApplicationOptions { Name = "quorum", Address = application, Guest = guest }));
            }
            ulong block = (await network.Sender.SendAsync(OfficialAddresses.InputBox, InputBoxContract.AddInput(application, "add 1"u8))).BlockNumber;
            await network.Dev.Chain.MinePastEpochAsync(block, EpochLength);

            EpochStatus[] statuses = await Task.WhenAll(nodes.Select(async node =>
            {
                using var client = new RollupNodeClient(node.Url, "quorum");
                return (await client.WaitForClaimAsync(block / EpochLength, TestNetwork.Patience)).Status;
            }));
            statuses.Should().Equal(EpochStatus.ClaimRejected, EpochStatus.ClaimAccepted, EpochStatus.ClaimAccepted);
            using var liar = new RollupNodeClient(nodes[0].Url, "quorum");
            ApplicationView view = await liar.GetApplicationAsync();
            (view.ConsensusType, view.State).Should().Be(("QUORUM", ApplicationState.Inoperable));
            view.Reason.Should().Contain("this node computes");
        }
        finally
        {
            foreach (RollupNode node in nodes)
                await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task Two_applications_on_one_node_do_not_mix()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true);
        Address second = await DeployAsync(network, [4]);
        GuestFactory guest = InProcessGuest.Factory(() => new CommandApplication());
        await using RollupNode node = await StartAsync(
            network, guest, 4,
            new ApplicationOptions { Name = "first", Address = network.Dev.Deployed.Application, Guest = guest },
            new ApplicationOptions { Name = "second", Address = second, Guest = guest });
        using var one = new RollupNodeClient(node.Url, "first");
        using var two = new RollupNodeClient(node.Url, second.ToString());

        await network.SendAsync("add 5");
        await network.Sender.SendAsync(OfficialAddresses.InputBox, InputBoxContract.AddInput(second, "add 70"u8));
        await two.WaitForInputAsync(0, TestNetwork.Patience);
        await one.WaitForInputAsync(0, TestNetwork.Patience);

        Encoding.UTF8.GetString((await one.InspectAsync("x"u8.ToArray())).Reports[0]).Should().Be("sum 5");
        Encoding.UTF8.GetString((await two.InspectAsync("x"u8.ToArray())).Reports[0]).Should().Be("sum 70");
        (await one.GetApplicationAsync()).Name.Should().Be("first");
        (await one.GetInputAsync(1)).Should().BeNull();
    }

    private static Task<RollupNode> StartAsync(TestNetwork network, GuestFactory guest, int validator, params ApplicationOptions[] applications) =>
        RollupNode.StartAsync(new NodeOptions { L1Url = network.Dev.Anvil.Url, ClaimSigner = Mnemonic.Dev.Key(validator), Applications = applications });

    private static async Task<Address> DeployAsync(TestNetwork network, int[] validators)
    {
        using Account account = network.Dev.Account(3);
        Address[] addresses = [.. validators.Select(index => Mnemonic.Dev.Key(index).Address)];
        Address quorum = await CreateAsync(
            account, OfficialAddresses.QuorumFactory,
            ConsensusFactories.CalculateQuorumAddress(addresses, EpochLength, default), ConsensusFactories.NewQuorum(addresses, EpochLength, default));
        byte[] inputs = DataAvailability.InputBox(OfficialAddresses.InputBox);
        return await CreateAsync(
            account, OfficialAddresses.ApplicationFactory,
            ConsensusFactories.CalculateApplicationAddress(quorum, account.Address, default, inputs, default),
            ConsensusFactories.NewApplication(quorum, account.Address, default, inputs, default));
    }

    private static async Task<Address> CreateAsync(Account account, Address factory, byte[] calculate, byte[] create)
    {
        ConsensusFactories.TryDecodeAddress(await account.Client.CallAsync(factory, calculate), out Address address).Should().BeTrue();
        TransactionReceipt receipt = await account.SendAsync(factory, create);
        receipt.Succeeded.Should().BeTrue();
        return address;
    }

    private sealed class Liar : IRollupApplication
    {
        public AdvanceStatus Advance(in AdvanceMetadata metadata, ReadOnlyMemory<byte> payload, IOutputSink outputs)
        {
            outputs.Notice("all mine"u8);
            return AdvanceStatus.Accept;
        }

        public void Inspect(ReadOnlyMemory<byte> payload, IReportSink reports) => reports.Report(payload.Span);
    }
}
