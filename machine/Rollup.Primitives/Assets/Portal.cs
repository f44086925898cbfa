namespace Rollup.Primitives.Assets;

/// <summary>The official portals: contracts that take assets on L1 and tell the application so by an input.</summary>
public enum Portal
{
    /// <summary>EtherPortal.</summary>
    Ether = 0,

    /// <summary>ERC20Portal.</summary>
    Erc20 = 1,

    /// <summary>ERC721Portal.</summary>
    Erc721 = 2,

    /// <summary>ERC1155SinglePortal.</summary>
    Erc1155Single = 3,

    /// <summary>ERC1155BatchPortal.</summary>
    Erc1155Batch = 4,
}
