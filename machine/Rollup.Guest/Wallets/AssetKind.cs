namespace Rollup.Guest.Wallets;

/// <summary>Kinds of assets that the official portals take. The numbers are part of the wallet's saved form.</summary>
public enum AssetKind
{
    /// <summary>Ether, counted in wei.</summary>
    Ether = 0,

    /// <summary>Tokens of an ERC-20 contract, counted in their smallest unit.</summary>
    Erc20 = 1,

    /// <summary>One token of an ERC-721 contract: there is exactly one of it.</summary>
    Erc721 = 2,

    /// <summary>Tokens of one id of an ERC-1155 contract.</summary>
    Erc1155 = 3,
}
