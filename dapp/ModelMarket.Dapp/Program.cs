using System.Text;
using ModelMarket.Core;
using ModelMarket.Dapp;
using Rollup.Guest;

if (args.Length > 1)
{
    Console.Error.WriteLine("usage: ModelMarket.Dapp [genesis as canonical JSON]");
    return 2;
}

var (genesis, problem) = (Genesis.Dev, "");
if (args.Length == 1 && !Genesis.TryParse(Encoding.UTF8.GetBytes(args[0]), out genesis, out problem))
{
    Console.Error.WriteLine(problem);
    return 2;
}

var address = Environment.GetEnvironmentVariable(RollupLoop.ServerVariable);
if (!Uri.TryCreate(address, UriKind.Absolute, out var server))
{
    Console.Error.WriteLine($"{RollupLoop.ServerVariable} is not the address of a rollup server: \"{address}\". In a machine it is http://127.0.0.1:5004.");
    return 2;
}

try
{
    await RollupLoop.RunAsync(new MarketApplication(new Market(genesis)), server, CancellationToken.None);
    return 0;
}
catch (Exception error) when (error is HttpRequestException or RollupServerException)
{
    Console.Error.WriteLine($"The rollup server at {server} is lost: {error.Message}");
    return 4;
}
