using Rollup.Guest.Testing;
using Rollup.Primitives;
using Rollup.Primitives.Assets;
using TokenWallet;
using Calls = TokenWallet.TokenWalletApplication.Calls;

namespace Rollup.Guest.Tests.Samples;

/// <summary>The wallet's story, asset by asset.</summary>
public sealed class TokenWalletTests
{
    private static readonly Address Alice = Address.Parse("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");
    private static readonly Address Bob = Address.Parse("0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc");
    private static readonly Address Token = Address.Parse("0x5fbdb2315678afecb367f032d93f642f64180aa3");

    private readonly RollupTester _rollup = new(() => new TokenWalletApplication());

    [Fact]
    public void Ether_is_deposited_given_and_paid_out()
    {
        _rollup.Deposit(new EtherDeposit(Alice, 100ul, default)).IsAccepted.Should().BeTrue();
        _rollup.Send(Alice, Calls.TransferEther(Bob, 40ul)).Text.Should().BeEmpty();

        _rollup.Send(Bob, Calls.WithdrawEther(15ul)).Output.Should().Be(Withdrawals.Ether(Bob, 15ul));

        _rollup.Ask($"balances/{Alice}").Should().Be("""[{"asset":"ether","amount":"60"}]""");
        _rollup.Ask($"balances/{Bob}").Should().Be("""[{"asset":"ether","amount":"25"}]""");
    }

    [Fact]
    public void ERC20_is_deposited_given_and_paid_out_by_call_or_by_delegate_call()
    {
        _rollup.Deposit(new Erc20Deposit(Token, Alice, 100ul, default));
        _rollup.Send(Alice, Calls.TransferErc20(Token, Bob, 40ul));

        _rollup.Send(Bob, Calls.WithdrawErc20(Token, 15ul)).Output.Should().Be(Withdrawals.Erc20(Token, Bob, 15ul));
        _rollup.Send(Bob, Calls.WithdrawErc20Safely(Token, 5ul)).DelegateCallVouchers.Should()
            .Equal(Withdrawals.Erc20Safely(PortalAddresses.Official.SafeErc20Transfer, Token, Bob, 5ul));

        _rollup.Ask($"balances/{Bob}").Should().Be($$"""[{"asset":"erc20 {{Token}}","amount":"20"}]""");
    }

    [Fact]
    public void ERC721_is_deposited_given_and_paid_out_to_its_new_owner()
    {
        _rollup.Deposit(new Erc721Deposit(Token, Alice, 7ul, default, default));
        _rollup.Send(Alice, Calls.TransferErc721(Token, Bob, 7ul));

        _rollup.Send(Alice, Calls.WithdrawErc721(Token, 7ul)).Text.Should().Contain("InsufficientFunds");
        _rollup.Send(Bob, Calls.WithdrawErc721(Token, 7ul)).Output.Should().Be(Withdrawals.Erc721(Token, _rollup.AppContract, Bob, 7ul));

        _rollup.Ask($"balances/{Bob}").Should().Be("[]");
    }

    [Fact]
    public void ERC1155_is_deposited_singly_and_in_batches_given_and_paid_out_in_one_voucher()
    {
        _rollup.Deposit(new Erc1155SingleDeposit(Token, Alice, 1ul, 10ul, default, default));
        _rollup.Deposit(new Erc1155BatchDeposit(Token, Alice, [1ul, 2ul], [5ul, 20ul], default, default));
        _rollup.Send(Alice, Calls.TransferErc1155(Token, Bob, [1ul, 2ul], [15ul, 8ul]));

        _rollup.Send(Bob, Calls.WithdrawErc1155(Token, [2ul, 1ul], [3ul, 15ul])).Output.Should()
            .Be(Withdrawals.Erc1155Batch(Token, _rollup.AppContract, Bob, [2ul, 1ul], [3ul, 15ul]));

        _rollup.Ask($"balances/{Alice}").Should().Be($$"""[{"asset":"erc1155 {{Token}} 2","amount":"12"}]""");
        _rollup.Ask($"balances/{Bob}").Should().Be($$"""[{"asset":"erc1155 {{Token}} 2","amount":"5"}]""");
    }

    [Fact]
    public void Batch_that_fails_in_its_last_part_moves_nothing()
    {
        _rollup.Deposit(new Erc1155BatchDeposit(Token, Alice, [1ul, 2ul], [5ul, 20ul], default, default));

        var refused = _rollup.Send(Alice, Calls.WithdrawErc1155(Token, [1ul, 2ul], [5ul, 21ul]));

        refused.Text.Should().Be("""{"error":{"code":"InsufficientFunds","message":"The wallet refused; nothing was moved."}}""");
        refused.Outputs.Should().BeEmpty();
        _rollup.Ask($"balances/{Alice}").Should().Contain("\"5\"").And.Contain("\"20\"");
    }

    [Fact]
    public void Deposit_that_a_lying_token_repeats_goes_back()
    {
        var deposit = new Erc721Deposit(Token, Alice, 7ul, default, default);
        _rollup.Deposit(deposit);

        _rollup.Deposit(deposit with { Sender = Bob }).Output.Should().Be(Withdrawals.Erc721(Token, _rollup.AppContract, Bob, 7ul));
    }

    [Fact]
    public void Deposit_that_no_portal_sent_is_an_unknown_input() =>
        _rollup.Send(Bob, new EtherDeposit(Bob, 100ul, default).EncodePayload()).Text.Should().Contain("SELECTOR_UNKNOWN");

    [Fact]
    public void Saved_wallet_goes_on_where_it_stopped()
    {
        var before = new TokenWalletApplication();
        new RollupTester(before).Deposit(new EtherDeposit(Alice, 100ul, default));
        var after = new TokenWalletApplication();

        after.TryLoadState(before.SaveState()).Should().BeTrue();

        new RollupTester(after).Ask($"balances/{Alice}").Should().Contain("\"100\"");
    }
}
