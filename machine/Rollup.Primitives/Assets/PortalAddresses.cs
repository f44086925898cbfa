namespace Rollup.Primitives.Assets;

/// <summary>Where the portals lie. An input whose sender is one of them speaks of a deposit; the same bytes from anybody else do not.</summary>
public sealed record PortalAddresses
{
    /// <summary>The official contracts 2.2.0: the same addresses on every chain (CREATE2 with salt 0).</summary>
    public static PortalAddresses Official { get; } = new();

    /// <summary>EtherPortal.</summary>
    public Address Ether { get; init; } = Address.Parse("0xA632c5c05812c6a6149B7af5C56117d1D2603828");

    /// <summary>ERC20Portal.</summary>
    public Address Erc20 { get; init; } = Address.Parse("0xACA6586A0Cf05bD831f2501E7B4aea550dA6562D");

    /// <summary>ERC721Portal.</summary>
    public Address Erc721 { get; init; } = Address.Parse("0x9E8851dadb2b77103928518846c4678d48b5e371");

    /// <summary>ERC1155SinglePortal.</summary>
    public Address Erc1155Single { get; init; } = Address.Parse("0x18558398Dd1a8cE20956287a4Da7B76aE7A96662");

    /// <summary>ERC1155BatchPortal.</summary>
    public Address Erc1155Batch { get; init; } = Address.Parse("0xe246Abb974B307490d9C6932F48EbE79de72338A");

    /// <summary>SafeERC20Transfer, the code that delegate-call vouchers run to pay tokens that return nothing.</summary>
    public Address SafeErc20Transfer { get; init; } = Address.Parse("0xb7C2bcAA4437425cfcE9d233bFf15EF461273D63");

    /// <summary>The address of <paramref name="portal"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such portal.</exception>
    public Address Of(Portal portal) => portal switch
    {
        Portal.Ether => Ether,
        Portal.Erc20 => Erc20,
        Portal.Erc721 => Erc721,
        Portal.Erc1155Single => Erc1155Single,
        Portal.Erc1155Batch => Erc1155Batch,
        _ => throw new ArgumentOutOfRangeException(nameof(portal)),
    };

    /// <summary>Which portal <paramref name="sender"/> is, if it is one.</summary>
    public bool TryFind(Address sender, out Portal portal)
    {
        for (portal = Portal.Ether; portal <= Portal.Erc1155Batch; portal++)
        {
            if (Of(portal) == sender)
            {
                return true;
            }
        }

        portal = default;
        return false;
    }
}
