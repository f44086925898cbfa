using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Ethereum.Official;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Ethereum.Tests;

public sealed class OfficialContractsTests(AnvilFixture chain) : IClassFixture<AnvilFixture>
{
    private const ulong EpochLength = 10;

    [Fact]
    public async Task All_eleven_lie_at_their_known_addresses()
    {
        chain.Deployed.Should().HaveCount(11);
        (await OfficialContracts.MissingAsync(chain.Client)).Should().BeEmpty();
        using Account account = chain.Account(0);
        (await OfficialContracts.DeployAsync(account)).Should().BeEmpty("they are there already");
    }

    [Fact]
    public async Task Application_and_authority_are_deployed_and_know_each_other()
    {
        DeployedApplication app = await DeployAsync(1);
        var application = new ApplicationContract(chain.Client, app.Application);
        var consensus = new ConsensusContract(chain.Client, app.Consensus);

        (await application.GetOutputsMerkleRootValidatorAsync()).Should().Be(app.Consensus);
        (await application.GetDeploymentBlockNumberAsync()).Should().Be(app.BlockNumber);
        DataAvailability.TryDecodeInputBox(await application.GetDataAvailabilityAsync(), out Address inputBox).Should().BeTrue();
        inputBox.Should().Be(OfficialAddresses.InputBox);
        (await consensus.GetEpochLengthAsync()).Should().Be(EpochLength);
        (await consensus.GetOwnerAsync()).Should().Be(Mnemonic.Dev.Key(0).Address);
    }

    [Fact]
    public async Task Same_salt_twice_is_refused()
    {
        await DeployAsync(2);
        await FluentActions.Awaiting(() => DeployAsync(2)).Should().ThrowAsync<ContractRevertException>();
    }

    [Fact]
    public async Task Input_is_added_and_its_event_carries_the_blob()
    {
        DeployedApplication app = await DeployAsync(3);
        using Account sender = chain.Account(1);

        TransactionReceipt receipt = await sender.SendAsync(OfficialAddresses.InputBox, InputBoxContract.AddInput(app.Application, "hello"u8));

        InputAddedEvent added = InputAddedEvent.AllOf(receipt).Should().ContainSingle().Subject;
        added.Application.Should().Be(app.Application);
        added.Index.Should().Be(0);
        EvmAdvance.TryDecode(added.Input, out EvmAdvance? advance).Should().BeTrue();
        advance!.Payload.ToArray().Should().Equal("hello"u8.ToArray());
        advance.MsgSender.Should().Be(sender.Address);
        advance.ChainId.Should().Be(31337);
        advance.BlockNumber.Should().Be(receipt.BlockNumber);
        var inputBox = new InputBoxContract(chain.Client, OfficialAddresses.InputBox);
        (await inputBox.GetInputHashAsync(app.Application, 0)).Should().Be(Keccak256.Hash(added.Input));
        (await inputBox.GetNumberOfInputsAsync(app.Application)).Should().Be(1);
    }

    [Fact]
    public async Task Payload_of_65_216_bytes_fits_and_one_more_is_refused_by_name()
    {
        DeployedApplication app = await DeployAsync(4);
        using Account sender = chain.Account(1);

        await sender.SendAsync(OfficialAddresses.InputBox, InputBoxContract.AddInput(app.Application, new byte[RollupLimits.PayloadBytesMax]));
        var refusal = await FluentActions
            .Awaiting(() => sender.SendAsync(OfficialAddresses.InputBox, InputBoxContract.AddInput(app.Application, new byte[RollupLimits.PayloadBytesMax + 1])))
            .Should().ThrowAsync<ContractRevertException>();

        refusal.Which.Reason.Name.Should().Be("InputTooLarge");
    }

    [Fact]
    public async Task Claim_makes_outputs_executable_once()
    {
        DeployedApplication app = await DeployAsync(5);
        using Account authority = chain.Account(0);
        using Account anybody = chain.Account(2);
        await authority.SendAsync(app.Application, ReadOnlyMemory<byte>.Empty, 1000);
        var tree = new OutputsMerkleTree();
        byte[] notice = new Notice("hi"u8.ToArray()).Encode();
        byte[] voucher = new Voucher(Address.Parse("0x00000000000000000000000000000000000000aa"), (UInt256)400UL, ReadOnlyMemory<byte>.Empty).Encode();
        tree.Append(Keccak256.Hash(notice));
        tree.Append(Keccak256.Hash(voucher));
        ulong lastBlock = app.BlockNumber / EpochLength * EpochLength + EpochLength - 1;

        (await RefusalAsync(authority, app.Consensus, ConsensusContract.SubmitClaim(app.Application, lastBlock - 1, tree.Root))).Should().Be("NotEpochFinalBlock");
        (await RefusalAsync(authority, app.Consensus, ConsensusContract.SubmitClaim(app.Application, lastBlock + 10 * EpochLength, tree.Root))).Should().Be("NotPastBlock");
        await chain.Dev.MinePastEpochAsync(app.BlockNumber, EpochLength);
        (await RefusalAsync(anybody, app.Consensus, ConsensusContract.SubmitClaim(app.Application, lastBlock, tree.Root))).Should().Be("OwnableUnauthorizedAccount");
        TransactionReceipt claim = await authority.SendAsync(app.Consensus, ConsensusContract.SubmitClaim(app.Application, lastBlock, tree.Root));
        (await RefusalAsync(authority, app.Consensus, ConsensusContract.SubmitClaim(app.Application, lastBlock, tree.Root))).Should().Be("NotFirstClaim");

        claim.Logs.Select(log => ClaimEvent.TryDecode(log, out ClaimEvent? e) ? e.Accepted : throw new InvalidOperationException()).Should().Equal(false, true);
        var proof = new OutputValidityProof(1, tree.Proof(1));
        await new ApplicationContract(chain.Client, app.Application).ValidateOutputAsync(voucher, proof);
        (await RefusalAsync(anybody, app.Application, ApplicationContract.ExecuteOutput(voucher, new OutputValidityProof(0, tree.Proof(1))))).Should().Be("InvalidOutputsMerkleRoot");
        (await RefusalAsync(anybody, app.Application, ApplicationContract.ExecuteOutput(notice, new OutputValidityProof(0, tree.Proof(0))))).Should().Be("OutputNotExecutable");
        TransactionReceipt executed = await anybody.SendAsync(app.Application, ApplicationContract.ExecuteOutput(voucher, proof));
        (await RefusalAsync(anybody, app.Application, ApplicationContract.ExecuteOutput(voucher, proof))).Should().Be("OutputNotReexecutable");

        OutputExecutedEvent.TryDecode(executed.Logs[^1], out OutputExecutedEvent? log).Should().BeTrue();
        log!.OutputIndex.Should().Be(1);
        log.Output.Should().Equal(voucher);
        (await chain.Client.GetBalanceAsync(Address.Parse("0x00000000000000000000000000000000000000aa"))).Should().Be((UInt256)400UL);
    }

    private static async Task<string> RefusalAsync(Account account, Address to, byte[] data) =>
        (await FluentActions.Awaiting(() => account.SendAsync(to, data)).Should().ThrowAsync<ContractRevertException>()).Which.Reason.Name;

    private async Task<DeployedApplication> DeployAsync(byte salt)
    {
        using Account account = chain.Account(0);
        return await OfficialContracts.DeployApplicationAsync(account, new ApplicationDeployment
        {
            AuthorityOwner = account.Address,
            ApplicationOwner = account.Address,
            EpochLength = EpochLength,
            Salt = ((UInt256)(ulong)salt).ToHash32(),
        });
    }
}
