using System.Collections.Immutable;
using Rollup.Primitives;
using Rollup.Primitives.Assets;
using Rollup.Primitives.Rollups;

namespace Rollup.Guest.Wallets;

/// <summary>A ledger of all assets that the portals take: who holds how much of what is locked in the application contract. Every
/// operation is done whole or not at all.</summary>
/// <remarks>A deposit credits, <see cref="Transfer"/> moves, a withdrawal debits and leaves the voucher that pays on L1. The state is an
/// immutable value: <see cref="Snapshot"/> costs nothing, <see cref="Save"/> writes it canonically.</remarks>
public sealed class Wallet
{
    private ImmutableSortedDictionary<Asset, AssetBook> _books = ImmutableSortedDictionary<Asset, AssetBook>.Empty;

    /// <summary>How much of <paramref name="asset"/> an account holds.</summary>
    public UInt256 BalanceOf(Asset asset, Address account) => Book(asset).BalanceOf(account);

    /// <summary>How much of <paramref name="asset"/> all accounts hold together.</summary>
    public UInt256 TotalOf(Asset asset) => Book(asset).Total;

    /// <summary>Who holds an ERC-721 token; null when it is not in the wallet.</summary>
    public Address? OwnerOf(Address token, UInt256 tokenId)
    {
        var balances = Book(Asset.Erc721(token, tokenId)).Balances;
        return balances.IsEmpty ? null : balances.First().Key;
    }

    /// <summary>Everything an account holds, in the order of assets.</summary>
    public IEnumerable<(Asset Asset, UInt256 Amount)> HoldingsOf(Address account) =>
        from book in _books
        let amount = book.Value.BalanceOf(account)
        where amount != UInt256.Zero
        select (book.Key, amount);

    /// <summary>Credits what a portal said to its sender.</summary>
    public WalletError Deposit(Deposit deposit) => deposit switch
    {
        EtherDeposit ether => Credit(Asset.Ether, ether.Sender, ether.Value),
        Erc20Deposit erc20 => Credit(Asset.Erc20(erc20.Token), erc20.Sender, erc20.Value),
        Erc721Deposit erc721 => Credit(Asset.Erc721(erc721.Token, erc721.TokenId), erc721.Sender, UInt256.One),
        Erc1155SingleDeposit single => Credit(Asset.Erc1155(single.Token, single.TokenId), single.Sender, single.Value),
        Erc1155BatchDeposit batch => Batch(batch.Token, batch.TokenIds, batch.Values, (asset, amount) => Credit(asset, batch.Sender, amount)),
        _ => throw new ArgumentException("There is no such deposit.", nameof(deposit)),
    };

    /// <summary>Moves an amount from one account to another. From and to may be the same account; nothing then changes.</summary>
    public WalletError Transfer(Asset asset, Address from, Address to, UInt256 amount)
    {
        var before = _books;
        var error = Debit(asset, from, amount);
        error = error == WalletError.None ? Credit(asset, to, amount) : error;
        _books = error == WalletError.None ? _books : before;
        return error;
    }

    /// <summary>Moves amounts of several ids of an ERC-1155 contract, all or none.</summary>
    public WalletError TransferBatch(Address token, Address from, Address to, IReadOnlyList<UInt256> tokenIds, IReadOnlyList<UInt256> amounts) =>
        Batch(token, tokenIds, amounts, (asset, amount) => Transfer(asset, from, to, amount));

    /// <summary>Debits an account and leaves the voucher that pays it on L1.</summary>
    /// <param name="asset">What goes out.</param>
    /// <param name="account">Whose it is, and who is paid.</param>
    /// <param name="amount">How much; 1 for an ERC-721 token.</param>
    /// <param name="application">The application contract (<see cref="AdvanceMetadata.AppContract"/>), which holds the asset.</param>
    /// <param name="outputs">Takes the voucher.</param>
    public WalletError Withdraw(Asset asset, Address account, UInt256 amount, Address application, IOutputSink outputs)
    {
        var error = Debit(asset, account, amount);
        if (error == WalletError.None)
        {
            outputs.Leave(VoucherOf(asset, account, amount, application));
        }

        return error;
    }

    /// <summary>Debits an account and leaves one voucher for several ids of an ERC-1155 contract, all or none.</summary>
    public WalletError WithdrawBatch(
        Address token,
        Address account,
        IReadOnlyList<UInt256> tokenIds,
        IReadOnlyList<UInt256> amounts,
        Address application,
        IOutputSink outputs)
    {
        var error = Batch(token, tokenIds, amounts, (asset, amount) => Debit(asset, account, amount));
        if (error == WalletError.None)
        {
            outputs.Leave(Withdrawals.Erc1155Batch(token, application, account, tokenIds, amounts));
        }

        return error;
    }

    /// <summary>Debits an account and leaves a delegate-call voucher through SafeERC20Transfer: for tokens whose <c>transfer</c> returns nothing.</summary>
    /// <param name="token">The ERC-20 contract.</param>
    /// <param name="account">Whose tokens they are, and who is paid.</param>
    /// <param name="amount">How much.</param>
    /// <param name="portals">Names the SafeERC20Transfer contract; <see cref="PortalAddresses.Official"/> on public chains.</param>
    /// <param name="outputs">Takes the voucher.</param>
    public WalletError WithdrawErc20Safely(Address token, Address account, UInt256 amount, PortalAddresses portals, IOutputSink outputs)
    {
        var error = Debit(Asset.Erc20(token), account, amount);
        if (error == WalletError.None)
        {
            outputs.Leave(Withdrawals.Erc20Safely(portals.SafeErc20Transfer, token, account, amount));
        }

        return error;
    }

    /// <summary>The present state as a value that later operations do not change; costs nothing.</summary>
    public object Snapshot() => _books;

    /// <summary>Goes back to what <see cref="Snapshot"/> gave.</summary>
    /// <exception cref="InvalidCastException">The value is no snapshot of a wallet.</exception>
    public void Restore(object snapshot) => _books = (ImmutableSortedDictionary<Asset, AssetBook>)snapshot;

    /// <summary>The state in its canonical form: equal wallets give equal bytes.</summary>
    public byte[] Save() => WalletCodec.Encode(_books);

    /// <summary>Takes over what <see cref="Save"/> wrote; false, and nothing changed, for any other bytes.</summary>
    public bool TryLoad(ReadOnlySpan<byte> saved)
    {
        var ok = WalletCodec.TryDecode(saved, out var books);
        _books = ok ? books : _books;
        return ok;
    }

    /// <summary>keccak256 of <see cref="Save"/>.</summary>
    public Hash32 Root() => Keccak256.Hash(Save());

    private static Voucher VoucherOf(Asset asset, Address to, UInt256 amount, Address application) => asset.Kind switch
    {
        AssetKind.Ether => Withdrawals.Ether(to, amount),
        AssetKind.Erc20 => Withdrawals.Erc20(asset.Token, to, amount),
        AssetKind.Erc721 => Withdrawals.Erc721(asset.Token, application, to, asset.TokenId),
        _ => Withdrawals.Erc1155(asset.Token, application, to, asset.TokenId, amount),
    };

    private AssetBook Book(Asset asset) => _books.GetValueOrDefault(asset, AssetBook.Empty);

    private void Set(Asset asset, AssetBook book) =>
        _books = book.Balances.IsEmpty ? _books.Remove(asset) : _books.SetItem(asset, book);

    private WalletError Credit(Asset asset, Address account, UInt256 amount)
    {
        var book = Book(asset);
        if (asset.Kind == AssetKind.Erc721 && (amount != UInt256.One || book.Total != UInt256.Zero))
        {
            return amount != UInt256.One ? WalletError.NotOneToken : WalletError.TokenAlreadyHeld;
        }

        if (!book.Total.TryAdd(amount, out _))
        {
            return WalletError.AmountOverflow;
        }

        Set(asset, book.Credit(account, amount));
        return WalletError.None;
    }

    private WalletError Debit(Asset asset, Address account, UInt256 amount)
    {
        var book = Book(asset);
        if (asset.Kind == AssetKind.Erc721 && amount != UInt256.One)
        {
            return WalletError.NotOneToken;
        }

        if (book.BalanceOf(account) < amount)
        {
            return WalletError.InsufficientFunds;
        }

        Set(asset, book.Debit(account, amount));
        return WalletError.None;
    }

    private WalletError Batch(Address token, IReadOnlyList<UInt256> tokenIds, IReadOnlyList<UInt256> amounts, Func<Asset, UInt256, WalletError> step)
    {
        if (tokenIds.Count != amounts.Count || tokenIds.Count > GuestLimits.WalletBatchMax)
        {
            return WalletError.BatchMalformed;
        }

        var before = _books;
        for (var i = 0; i < tokenIds.Count; i++)
        {
            var error = step(Asset.Erc1155(token, tokenIds[i]), amounts[i]);
            if (error != WalletError.None)
            {
                _books = before;
                return error;
            }
        }

        return WalletError.None;
    }
}
