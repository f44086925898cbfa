using System.Collections.Immutable;
using Rollup.Primitives;

namespace Rollup.Guest.Wallets;

/// <summary>Who holds how much of one asset, and how much that is together. Accounts with nothing are not in it.</summary>
internal sealed record AssetBook(UInt256 Total, ImmutableSortedDictionary<Address, UInt256> Balances)
{
    public static AssetBook Empty { get; } = new(UInt256.Zero, ImmutableSortedDictionary<Address, UInt256>.Empty);

    public UInt256 BalanceOf(Address account) => Balances.GetValueOrDefault(account);

    /// <summary>Cannot overflow: the total bounds every balance and was checked.</summary>
    public AssetBook Credit(Address account, UInt256 amount) =>
        new(Total + amount, Set(account, BalanceOf(account) + amount));

    public AssetBook Debit(Address account, UInt256 amount) =>
        new(Total - amount, Set(account, BalanceOf(account) - amount));

    private ImmutableSortedDictionary<Address, UInt256> Set(Address account, UInt256 balance) =>
        balance == UInt256.Zero ? Balances.Remove(account) : Balances.SetItem(account, balance);
}
