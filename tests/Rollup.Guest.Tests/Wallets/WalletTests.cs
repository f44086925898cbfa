using CsCheck;
using Rollup.Guest.Testing;
using Rollup.Guest.Wallets;
using Rollup.Primitives;
using Rollup.Primitives.Assets;

namespace Rollup.Guest.Tests.Wallets;

public sealed class WalletTests
{
    private static readonly Address Alice = Address.Parse("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");
    private static readonly Address Bob = Address.Parse("0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc");
    private static readonly Address Token = Address.Parse("0x5fbdb2315678afecb367f032d93f642f64180aa3");
    private static readonly Address Application = Address.Parse("0xab7528bb862fb57e8a2bcd567a2e929a0be56a5e");

    private readonly Wallet _wallet = new();
    private readonly RecordingSink _sink = new(0);

    private static readonly string[] Kinds = ["ether", "erc20", "erc721", "erc1155", "batch"];

    public static TheoryData<string> Deposits => [.. Kinds];

    [Theory]
    [MemberData(nameof(Deposits))]
    public void Deposit_credits_its_sender_and_withdrawal_returns_exactly_it(string kind)
    {
        var (deposit, asset, amount) = Sample(kind);

        _wallet.Deposit(deposit).Should().Be(WalletError.None);
        _wallet.BalanceOf(asset, Alice).Should().Be(amount);
        _wallet.HoldingsOf(Alice).Should().Contain((asset, amount));
        Withdraw(deposit, asset, amount).Should().Be(WalletError.None);

        _sink.Outputs.Should().Equal(deposit.ReturnVoucher(Application));
        _wallet.Save().Should().Equal(new Wallet().Save());
        Withdraw(deposit, asset, amount).Should().Be(WalletError.InsufficientFunds);
        _sink.Outputs.Should().ContainSingle();
    }

    [Fact]
    public void Transfer_moves_no_more_than_there_is()
    {
        _wallet.Deposit(new EtherDeposit(Alice, 10ul, default));

        _wallet.Transfer(Asset.Ether, Alice, Bob, 11ul).Should().Be(WalletError.InsufficientFunds);
        _wallet.Transfer(Asset.Ether, Alice, Bob, 4ul).Should().Be(WalletError.None);

        _wallet.BalanceOf(Asset.Ether, Alice).Should().Be((UInt256)6ul);
        _wallet.BalanceOf(Asset.Ether, Bob).Should().Be((UInt256)4ul);
        _wallet.TotalOf(Asset.Ether).Should().Be((UInt256)10ul);
    }

    [Fact]
    public void Transfer_to_oneself_changes_nothing()
    {
        _wallet.Deposit(new Erc721Deposit(Token, Alice, 7ul, default, default));
        var before = _wallet.Root();

        _wallet.Transfer(Asset.Erc721(Token, 7ul), Alice, Alice, UInt256.One).Should().Be(WalletError.None);

        _wallet.Root().Should().Be(before);
    }

    [Fact]
    public void Contract_that_claims_more_than_256_bits_is_not_believed()
    {
        _wallet.Deposit(new Erc20Deposit(Token, Alice, UInt256.MaxValue, default)).Should().Be(WalletError.None);
        var before = _wallet.Root();

        _wallet.Deposit(new Erc20Deposit(Token, Bob, UInt256.One, default)).Should().Be(WalletError.AmountOverflow);

        _wallet.Root().Should().Be(before);
    }

    [Fact]
    public void Token_that_is_there_already_is_not_credited_twice()
    {
        _wallet.Deposit(new Erc721Deposit(Token, Alice, 7ul, default, default));

        _wallet.Deposit(new Erc721Deposit(Token, Bob, 7ul, default, default)).Should().Be(WalletError.TokenAlreadyHeld);

        _wallet.OwnerOf(Token, 7ul).Should().Be(Alice);
        _wallet.OwnerOf(Token, 8ul).Should().BeNull();
        _wallet.Transfer(Asset.Erc721(Token, 7ul), Alice, Bob, 2ul).Should().Be(WalletError.NotOneToken);
    }

    [Fact]
    public void Batch_is_moved_whole_or_not_at_all()
    {
        _wallet.Deposit(new Erc1155BatchDeposit(Token, Alice, [1ul, 2ul], [10ul, 20ul], default, default));
        var before = _wallet.Root();

        _wallet.TransferBatch(Token, Alice, Bob, [1ul, 2ul, 1ul], [6ul, 20ul, 5ul]).Should().Be(WalletError.InsufficientFunds);
        _wallet.TransferBatch(Token, Alice, Bob, [1ul], []).Should().Be(WalletError.BatchMalformed);
        _wallet.Root().Should().Be(before);

        _wallet.TransferBatch(Token, Alice, Bob, [1ul, 2ul, 1ul], [6ul, 20ul, 4ul]).Should().Be(WalletError.None);
        _wallet.HoldingsOf(Alice).Should().BeEmpty();
    }

    [Fact]
    public void Token_without_a_bool_goes_out_by_delegate_call()
    {
        _wallet.Deposit(new Erc20Deposit(Token, Alice, 5ul, default));

        _wallet.WithdrawErc20Safely(Token, Alice, 5ul, PortalAddresses.Official, _sink).Should().Be(WalletError.None);

        _sink.Outputs.Should().Equal(Withdrawals.Erc20Safely(PortalAddresses.Official.SafeErc20Transfer, Token, Alice, 5ul));
    }

    [Fact]
    public void Snapshot_is_not_changed_by_later_operations()
    {
        _wallet.Deposit(new EtherDeposit(Alice, 10ul, default));
        var (snapshot, root) = (_wallet.Snapshot(), _wallet.Root());
        _wallet.Transfer(Asset.Ether, Alice, Bob, 4ul);

        _wallet.Restore(snapshot);

        _wallet.Root().Should().Be(root);
    }

    [Fact]
    public void Order_of_operations_does_not_show_in_the_saved_form()
    {
        var other = new Wallet();
        foreach (var kind in Kinds)
        {
            _wallet.Deposit(Sample(kind).Deposit);
        }

        foreach (var kind in Enumerable.Reverse(Kinds))
        {
            other.Deposit(Sample(kind).Deposit);
        }

        other.Save().Should().Equal(_wallet.Save());
        var loaded = new Wallet();
        loaded.TryLoad(_wallet.Save()).Should().BeTrue();
        loaded.Root().Should().Be(_wallet.Root());
    }

    [Fact]
    public void Saved_bytes_that_no_wallet_writes_are_refused()
    {
        foreach (var kind in Kinds)
        {
            _wallet.Deposit(Sample(kind).Deposit);
        }

        var saved = _wallet.Save();
        Gen.Select(Gen.Int[0, saved.Length - 1], Gen.Byte, Gen.Int[0, 3]).Sample(
            (position, value, cut) =>
            {
                var changed = saved[..(saved.Length - (cut * 35))];
                changed[position % changed.Length] = value;
                var wallet = new Wallet();
                if (wallet.TryLoad(changed))
                {
                    wallet.Save().Should().Equal(changed);
                }
                else
                {
                    wallet.Root().Should().Be(new Wallet().Root());
                }
            },
            iter: 5_000);
    }

    [Fact]
    public void Money_is_conserved_over_any_operations() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 2], Gen.Int[0, 2], Gen.ULong[0, 20]).Array[0, 60].Sample(
            operations =>
            {
                var wallet = new Wallet();
                Address[] people = [Alice, Bob, Token];
                var locked = UInt256.Zero;
                foreach (var (what, from, to, amount) in operations)
                {
                    switch (what)
                    {
                        case 0 or 1:
                            locked += wallet.Deposit(new EtherDeposit(people[from], amount, default)) == WalletError.None ? amount : 0ul;
                            break;
                        case 2:
                            locked -= wallet.Withdraw(Asset.Ether, people[from], amount, Application, new RecordingSink(0)) == WalletError.None ? amount : 0ul;
                            break;
                        default:
                            wallet.Transfer(Asset.Ether, people[from], people[to], amount);
                            break;
                    }
                }

                wallet.TotalOf(Asset.Ether).Should().Be(locked);
                people.Aggregate(UInt256.Zero, (sum, person) => sum + wallet.BalanceOf(Asset.Ether, person)).Should().Be(locked);
            },
            iter: 300);

    private WalletError Withdraw(Deposit deposit, Asset asset, UInt256 amount) =>
        deposit is Erc1155BatchDeposit batch
            ? _wallet.WithdrawBatch(batch.Token, Alice, batch.TokenIds, batch.Values, Application, _sink)
            : _wallet.Withdraw(asset, Alice, amount, Application, _sink);

    private static (Deposit Deposit, Asset Asset, UInt256 Amount) Sample(string kind) => kind switch
    {
        "ether" => (new EtherDeposit(Alice, 5ul, default), Asset.Ether, 5ul),
        "erc20" => (new Erc20Deposit(Token, Alice, UInt256.MaxValue, default), Asset.Erc20(Token), UInt256.MaxValue),
        "erc721" => (new Erc721Deposit(Token, Alice, 7ul, default, default), Asset.Erc721(Token, 7ul), UInt256.One),
        "erc1155" => (new Erc1155SingleDeposit(Token, Alice, 7ul, 9ul, default, default), Asset.Erc1155(Token, 7ul), 9ul),
        _ => (new Erc1155BatchDeposit(Token, Alice, [70ul, 80ul], [3ul, 4ul], default, default), Asset.Erc1155(Token, 80ul), 4ul),
    };
}
