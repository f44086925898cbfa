using System.Buffers;
using System.Collections.Immutable;
using Rollup.Primitives;

namespace Rollup.Guest.Wallets;

/// <summary>The canonical form of a wallet: a version byte, then one entry of fixed size per balance, strictly ascending by asset and account:
/// <c>kind(1) ++ token(20) ++ id(32) ++ account(20) ++ amount(32)</c>, big-endian.</summary>
internal static class WalletCodec
{
    private const byte Version = 1;
    private const int NumberBytes = UInt256.SizeBytes;
    private const int EntryBytes = 1 + (2 * Address.SizeBytes) + (2 * NumberBytes);

    public static byte[] Encode(ImmutableSortedDictionary<Asset, AssetBook> books)
    {
        var writer = new ArrayBufferWriter<byte>();
        writer.Write([Version]);
        foreach (var (asset, book) in books)
        {
            foreach (var (account, amount) in book.Balances)
            {
                WriteEntry(writer.GetSpan(EntryBytes), asset, account, amount);
                writer.Advance(EntryBytes);
            }
        }

        return writer.WrittenSpan.ToArray();
    }

    public static bool TryDecode(ReadOnlySpan<byte> saved, out ImmutableSortedDictionary<Asset, AssetBook> books)
    {
        books = ImmutableSortedDictionary<Asset, AssetBook>.Empty;
        if (saved.IsEmpty || saved[0] != Version || (saved.Length - 1) % EntryBytes != 0)
        {
            return false;
        }

        var read = books.ToBuilder();
        (Asset Asset, Address Account)? last = null;
        for (var rest = saved[1..]; !rest.IsEmpty; rest = rest[EntryBytes..])
        {
            if (!TryReadEntry(rest, out var asset, out var account, out var amount) || (last is { } before && before.CompareTo((asset, account)) >= 0))
            {
                return false;
            }

            var book = read.GetValueOrDefault(asset, AssetBook.Empty);
            if (!book.Total.TryAdd(amount, out var total) || (asset.Kind == AssetKind.Erc721 && total != UInt256.One))
            {
                return false;
            }

            read[asset] = book.Credit(account, amount);
            last = (asset, account);
        }

        books = read.ToImmutable();
        return true;
    }

    private static void WriteEntry(Span<byte> target, Asset asset, Address account, UInt256 amount)
    {
        target[0] = (byte)asset.Kind;
        asset.Token.CopyTo(target[1..]);
        asset.TokenId.WriteBigEndian(target[21..]);
        account.CopyTo(target[53..]);
        amount.WriteBigEndian(target[73..]);
    }

    private static bool TryReadEntry(ReadOnlySpan<byte> entry, out Asset asset, out Address account, out UInt256 amount)
    {
        account = Address.FromBytes(entry[53..73]);
        amount = UInt256.FromBigEndian(entry[73..105]);
        return Asset.TryFromParts(entry[0], Address.FromBytes(entry[1..21]), UInt256.FromBigEndian(entry[21..53]), out asset)
            && amount != UInt256.Zero;
    }
}
