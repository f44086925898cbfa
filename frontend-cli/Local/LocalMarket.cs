using ModelMarket.Cli.Session;
using Rollup.Primitives;

namespace ModelMarket.Cli.Local;

/// <summary>Where the parts of a running local network are.</summary>
/// <param name="Rpc">anvil.</param>
/// <param name="Node">The rollups node.</param>
/// <param name="Application">The application contract.</param>
/// <param name="Consensus">Its Authority.</param>
/// <param name="Escrow">The market's escrow.</param>
/// <param name="Token">A token that anyone mints.</param>
internal sealed record LocalMarket(Uri Rpc, Uri Node, Address Application, Address Consensus, Address Escrow, Address Token)
{
    /// <summary>The same as a profile that other commands find.</summary>
    public NetworkProfile ToProfile() =>
        new(Rpc.AbsoluteUri, Node.AbsoluteUri, Application.ToChecksumString(), Token.ToChecksumString());
}
