using System.Text;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Dev;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Ethereum.Official;
using Rollup.Node.Client;
using Rollup.Node.Dev;
using Rollup.Node.Rpc;

namespace Rollup.Node.Tests;

public sealed class ClaimConfirmationsTests
{
    private const ulong EpochLength = 10;
    private const ulong Depth = 5;

    [Fact]
    public async Task Claim_waits_until_so_many_blocks_stand_on_its_epoch_and_answers_do_not()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync(new AnvilOptions());
        using var l1 = new EthereumClient(anvil.Url);
        var chain = new DevChain(l1);
        using var owner = new Account(l1, Mnemonic.Dev.Key(DevNetwork.OperatorIndex));
        await OfficialContracts.DeployAsync(owner);
        DeployedApplication deployed = await OfficialContracts.DeployApplicationAsync(
            owner, new ApplicationDeployment { AuthorityOwner = owner.Address, ApplicationOwner = owner.Address, EpochLength = EpochLength });
        string folder = Directory.CreateTempSubdirectory("claim-depth-").FullName;
        try
        {
            using NodeProcess node = await NodeProcess.StartAsync(anvil.Url, deployed.Application, folder, new Dictionary<string, string> { ["TESTNODE_CLAIM_CONFIRMATIONS"] = $"{Depth}" });
            using var sender = new Account(l1, Mnemonic.Dev.Key(1));
            await sender.SendAsync(OfficialAddresses.InputBox, InputBoxContract.AddInput(deployed.Application, Encoding.UTF8.GetBytes("add 1")));
            (await node.Client.WaitForInputAsync(0, TestNetwork.Patience)).Status.Should().Be(InputStatus.Accepted, "reading waits for nothing");

            await chain.MinePastEpochAsync(await l1.GetBlockNumberAsync(), EpochLength);
            EpochView epoch = await UntilComputedAsync(node.Client);
            ulong head = await l1.GetBlockNumberAsync();
            await chain.MineAsync(epoch.LastBlock + Depth - 1 - head);
            await Task.Delay(500);
            (await node.Client.GetEpochAsync(epoch.Index))!.Status.Should().Be(EpochStatus.ClaimComputed, "one block is missing");

            await chain.MineAsync();
            (await node.Client.WaitForClaimAsync(epoch.Index, TestNetwork.Patience)).Status.Should().Be(EpochStatus.ClaimAccepted);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<EpochView> UntilComputedAsync(RollupNodeClient client)
    {
        using var patience = new CancellationTokenSource(TestNetwork.Patience);
        while (true)
        {
            if ((await client.ListEpochsAsync(EpochStatus.ClaimComputed, new PageRequest(1))).Data is [var epoch])
                return epoch;
            await Task.Delay(20, patience.Token);
        }
    }
}
