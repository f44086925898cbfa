using EndToEnd.Support;
using ModelMarket.Cli.Session;
using ModelMarket.Contracts;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Ethereum.Official;
using Rollup.Primitives;

namespace EndToEnd;

/// <summary>Money is locked in one transaction where token and wallet can (ERC-2612), and after an approval, which is said, where one of them cannot.</summary>
[Collection(NetworkTests.Name)]
public sealed class PermitTests(NetworkFixture fixture)
{
    private const int SponsorAccount = 6;

    private readonly List<string> _said = [];

    [Fact]
    public async Task Reward_is_locked_by_the_transaction_that_opens_the_job()
    {
        using var sponsor = await fixture.UserAsync(SponsorAccount, _said.Add);

        (await ApprovalsOfPostingAsync(sponsor, fixture.Network.Market.Token)).Should().Be(0);

        _said.Should().Contain(line => line.StartsWith("signing that the escrow may take 1,000 TST", StringComparison.Ordinal)).And.NotContain(line => line.Contains("approval"));
    }

    [Fact]
    public async Task Signer_behind_json_rpc_signs_the_allowance_too()
    {
        using var sponsor = await fixture.UserAsync(SponsorAccount, _said.Add, new JsonRpcWallet(Mnemonic.Dev.Key(SponsorAccount).Address, fixture.Network.Ethereum));

        (await ApprovalsOfPostingAsync(sponsor, fixture.Network.Market.Token)).Should().Be(0);
    }

    [Fact]
    public async Task Wallet_that_signs_no_typed_data_approves_and_says_so()
    {
        var signer = new JsonRpcWallet(Mnemonic.Dev.Key(SponsorAccount).Address, fixture.Network.Ethereum);
        using var sponsor = await fixture.UserAsync(SponsorAccount, _said.Add, new SendingOnlyWallet(signer));

        (await ApprovalsOfPostingAsync(sponsor, fixture.Network.Market.Token)).Should().Be(1);

        _said.Should().Contain("this wallet does not sign typed data (eth_signTypedData_v4): an approval goes first, in a transaction of its own");
    }

    [Fact]
    public async Task Token_without_signed_allowances_is_approved_and_that_is_said()
    {
        using var sponsor = await fixture.UserAsync(SponsorAccount, _said.Add);
        var token = await DeterministicDeployment.DeployAsync(sponsor.Account, await TokenCode.InitCodeAsync("NoReturnToken"), Hash32.Zero);

        (await ApprovalsOfPostingAsync(sponsor, token)).Should().Be(1);

        _said.Should().Contain(line => line.EndsWith("takes no signed allowance (ERC-2612): an approval goes first, in a transaction of its own", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Allowance_that_suffices_is_used_and_nothing_is_signed()
    {
        using var sponsor = await fixture.UserAsync(SponsorAccount, _said.Add);
        var token = fixture.Network.Market.Token;
        await sponsor.Account.SendAsync(token, new TestToken.ApproveCall(sponsor.Session.Escrow, UInt128.MaxValue).Encode());

        (await ApprovalsOfPostingAsync(sponsor, token)).Should().Be(0);

        _said.Should().NotContain(line => line.Contains("signing"));
        await sponsor.Account.SendAsync(token, new TestToken.ApproveCall(sponsor.Session.Escrow, 0).Encode());
    }

    // Every other transaction of a posting is an input of the market, but for the one that mints.
    private async Task<long> ApprovalsOfPostingAsync(UserMarket sponsor, Address token)
    {
        const long Mints = 1;
        var (sent, inputs) = await CountsAsync(sponsor);
        var job = await TestJob.PostAsync(sponsor, token);
        job.Posted.Job.Sponsor.Should().Be(sponsor.Account.Address);
        job.Posted.Job.Money.Pool.Should().Be(job.Token.Parse("1000", "reward"));
        var (sentNow, inputsNow) = await CountsAsync(sponsor);
        return sentNow - sent - Mints - (inputsNow - inputs);
    }

    private async Task<(long Sent, long Inputs)> CountsAsync(UserMarket user) => (
        (long)await fixture.Network.Ethereum.GetTransactionCountAsync(user.Account.Address, BlockTag.Latest),
        (long)await new InputBoxContract(user.Session.Ethereum, user.Session.InputBox).GetNumberOfInputsAsync(user.Session.Application));
}
