using Rollup.Primitives;

namespace Rollup.Guest.Wallets;

/// <summary>Something a wallet counts. Ordered by kind, then contract, then id.</summary>
public readonly record struct Asset : IComparable<Asset>
{
    private Asset(AssetKind kind, Address token, UInt256 tokenId) => (Kind, Token, TokenId) = (kind, token, tokenId);

    /// <summary>Ether.</summary>
    public static Asset Ether => default;

    /// <summary>What it is.</summary>
    public AssetKind Kind { get; }

    /// <summary>The token's contract; zero for Ether.</summary>
    public Address Token { get; }

    /// <summary>The token's id; zero where there is none.</summary>
    public UInt256 TokenId { get; }

    /// <summary>Tokens of an ERC-20 contract.</summary>
    public static Asset Erc20(Address token) => new(AssetKind.Erc20, token, UInt256.Zero);

    /// <summary>One token of an ERC-721 contract.</summary>
    public static Asset Erc721(Address token, UInt256 tokenId) => new(AssetKind.Erc721, token, tokenId);

    /// <summary>Tokens of one id of an ERC-1155 contract.</summary>
    public static Asset Erc1155(Address token, UInt256 tokenId) => new(AssetKind.Erc1155, token, tokenId);

    /// <inheritdoc/>
    public int CompareTo(Asset other)
    {
        var order = Kind.CompareTo(other.Kind);
        order = order != 0 ? order : Token.CompareTo(other.Token);
        return order != 0 ? order : TokenId.CompareTo(other.TokenId);
    }

    /// <summary>E.g. <c>erc721 0x… 7</c>.</summary>
    public override string ToString() => Kind switch
    {
        AssetKind.Ether => "ether",
        AssetKind.Erc20 => $"erc20 {Token}",
        AssetKind.Erc721 => $"erc721 {Token} {TokenId}",
        _ => $"erc1155 {Token} {TokenId}",
    };

    /// <summary>Order.</summary>
    public static bool operator <(Asset left, Asset right) => left.CompareTo(right) < 0;

    /// <summary>Order.</summary>
    public static bool operator <=(Asset left, Asset right) => left.CompareTo(right) <= 0;

    /// <summary>Order.</summary>
    public static bool operator >(Asset left, Asset right) => left.CompareTo(right) > 0;

    /// <summary>Order.</summary>
    public static bool operator >=(Asset left, Asset right) => left.CompareTo(right) >= 0;

    /// <summary>An asset from its stored parts; false where no factory gives that combination.</summary>
    internal static bool TryFromParts(byte kind, Address token, UInt256 tokenId, out Asset asset)
    {
        asset = new Asset((AssetKind)kind, token, tokenId);
        return (AssetKind)kind switch
        {
            AssetKind.Ether => token.IsZero && tokenId == UInt256.Zero,
            AssetKind.Erc20 => tokenId == UInt256.Zero,
            AssetKind.Erc721 or AssetKind.Erc1155 => true,
            _ => false,
        };
    }
}
