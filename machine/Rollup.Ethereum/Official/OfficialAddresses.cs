using Rollup.Primitives;

namespace Rollup.Ethereum.Official;

/// <summary>Where the official contracts 2.2.0 lie, on every chain that has them: CREATE2 through the deterministic deployment proxy with salt 0.</summary>
public static class OfficialAddresses
{
    /// <summary>The deterministic deployment proxy (github.com/Arachnid/deterministic-deployment-proxy).</summary>
    public static Address DeploymentProxy { get; } = Address.Parse("0x4e59b44847b379578588920cA78FbF26c0B4956C");

    /// <summary>InputBox.</summary>
    public static Address InputBox { get; } = Address.Parse("0x1b51e2992A2755Ba4D6F7094032DF91991a0Cfac");

    /// <summary>EtherPortal.</summary>
    public static Address EtherPortal { get; } = Address.Parse("0xA632c5c05812c6a6149B7af5C56117d1D2603828");

    /// <summary>ERC20Portal.</summary>
    public static Address Erc20Portal { get; } = Address.Parse("0xACA6586A0Cf05bD831f2501E7B4aea550dA6562D");

    /// <summary>ERC721Portal.</summary>
    public static Address Erc721Portal { get; } = Address.Parse("0x9E8851dadb2b77103928518846c4678d48b5e371");

    /// <summary>ERC1155SinglePortal.</summary>
    public static Address Erc1155SinglePortal { get; } = Address.Parse("0x18558398Dd1a8cE20956287a4Da7B76aE7A96662");

    /// <summary>ERC1155BatchPortal.</summary>
    public static Address Erc1155BatchPortal { get; } = Address.Parse("0xe246Abb974B307490d9C6932F48EbE79de72338A");

    /// <summary>SafeERC20Transfer, the target of delegate-call vouchers for tokens that return nothing.</summary>
    public static Address SafeErc20Transfer { get; } = Address.Parse("0xb7C2bcAA4437425cfcE9d233bFf15EF461273D63");

    /// <summary>ApplicationFactory.</summary>
    public static Address ApplicationFactory { get; } = Address.Parse("0x26E758238CB6eC5aB70ce0dd52aF2d7b82e1972E");

    /// <summary>AuthorityFactory.</summary>
    public static Address AuthorityFactory { get; } = Address.Parse("0x5E96408CFE423b01dADeD3bc867E6013135990cc");

    /// <summary>QuorumFactory.</summary>
    public static Address QuorumFactory { get; } = Address.Parse("0x1C91Ba8aa5648cdAC77E97eaC781447c646EF239");

    /// <summary>SelfHostedApplicationFactory.</summary>
    public static Address SelfHostedApplicationFactory { get; } = Address.Parse("0x010D3CbB4223F5bCc7b7B03cEE59f3aAea8eDb8A");
}
