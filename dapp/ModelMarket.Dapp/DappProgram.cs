using System.Text;
using ModelMarket.Core;
using Rollup.Guest;

namespace ModelMarket.Dapp;

/// <summary>The whole executable as a function, so that a program which holds the dapp inside itself runs the same one.</summary>
public static class DappProgram
{
    /// <summary>Serves inputs until the rollup server is lost or the process ends.</summary>
    /// <param name="args">Nothing, for the development genesis, or one genesis document in canonical JSON; then, where a host may save the state and start from
    /// it, <see cref="RollupLoop.SnapshotArgument"/> (the machine is its own snapshot).</param>
    /// <returns>0 at an orderly end, 2 for arguments or a server address that cannot be read, 4 when the server is lost.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var offersSnapshots = args is [.., RollupLoop.SnapshotArgument];
        if (args.Count > (offersSnapshots ? 2 : 1))
        {
            return Misused($"usage: ModelMarket.Dapp [genesis as canonical JSON] [{RollupLoop.SnapshotArgument}]");
        }

        var (genesis, problem) = (Genesis.Dev, "");
        if (args.Count > (offersSnapshots ? 1 : 0) && !Genesis.TryParse(Encoding.UTF8.GetBytes(args[0]), out genesis, out problem))
        {
            return Misused(problem);
        }

        var address = Environment.GetEnvironmentVariable(RollupLoop.ServerVariable);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var server))
        {
            return Misused($"{RollupLoop.ServerVariable} is not the address of a rollup server: \"{address}\". In a machine it is http://127.0.0.1:5004.");
        }

        try
        {
            await RollupLoop.RunAsync(new MarketApplication(new Market(genesis)), server, CancellationToken.None, offersSnapshots);
            return 0;
        }
        catch (Exception error) when (error is HttpRequestException or RollupServerException)
        {
            Console.Error.WriteLine($"The rollup server at {server} is lost: {error.Message}");
            return 4;
        }
    }

    private static int Misused(string words)
    {
        Console.Error.WriteLine(words);
        return 2;
    }
}
