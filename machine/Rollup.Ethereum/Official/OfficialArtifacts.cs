using System.Text.Json;
using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace Rollup.Ethereum.Official;

/// <summary>The creation bytecode of the npm package <c>@cartesi/rollups</c> 2.2.0, embedded at build.</summary>
internal static class OfficialArtifacts
{
    /// <summary>Every official contract in an order in which they can be deployed, with its init code and the address it must get.</summary>
    public static IReadOnlyList<(string Name, Address Expected, byte[] InitCode)> InDeploymentOrder() =>
    [
        ("InputBox", OfficialAddresses.InputBox, InitCode("InputBox")),
        ("EtherPortal", OfficialAddresses.EtherPortal, InitCode("EtherPortal", OfficialAddresses.InputBox)),
        ("ERC20Portal", OfficialAddresses.Erc20Portal, InitCode("ERC20Portal", OfficialAddresses.InputBox)),
        ("ERC721Portal", OfficialAddresses.Erc721Portal, InitCode("ERC721Portal", OfficialAddresses.InputBox)),
        ("ERC1155SinglePortal", OfficialAddresses.Erc1155SinglePortal, InitCode("ERC1155SinglePortal", OfficialAddresses.InputBox)),
        ("ERC1155BatchPortal", OfficialAddresses.Erc1155BatchPortal, InitCode("ERC1155BatchPortal", OfficialAddresses.InputBox)),
        ("SafeERC20Transfer", OfficialAddresses.SafeErc20Transfer, InitCode("SafeERC20Transfer")),
        ("ApplicationFactory", OfficialAddresses.ApplicationFactory, InitCode("ApplicationFactory")),
        ("AuthorityFactory", OfficialAddresses.AuthorityFactory, InitCode("AuthorityFactory")),
        ("QuorumFactory", OfficialAddresses.QuorumFactory, InitCode("QuorumFactory")),
        ("SelfHostedApplicationFactory", OfficialAddresses.SelfHostedApplicationFactory,
            InitCode("SelfHostedApplicationFactory", OfficialAddresses.AuthorityFactory, OfficialAddresses.ApplicationFactory)),
    ];

    private static byte[] InitCode(string name, params ReadOnlySpan<Address> constructorArguments)
    {
        using Stream stream = typeof(OfficialArtifacts).Assembly.GetManifestResourceStream(name + ".json")
            ?? throw new InvalidOperationException($"the artifact of {name} is not in this build");
        using JsonDocument artifact = JsonDocument.Parse(stream);
        string bytecode = artifact.RootElement.GetProperty("bytecode").GetProperty("object").GetString()!;
        var arguments = new AbiWriter();
        foreach (Address argument in constructorArguments)
            arguments.WriteAddress(argument);
        return [.. Hex.Decode(bytecode), .. arguments.ToArray()];
    }
}
