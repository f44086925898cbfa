// TestNode <l1 url> <application address> <database folder> <operator index> <guest command> [guest arguments…]
using System.Globalization;
using Rollup.Ethereum.Keys;
using Rollup.Node;
using Rollup.Node.GuestHost;
using Rollup.Node.Guests;
using Rollup.Primitives;

await using RollupNode node = await RollupNode.StartAsync(new NodeOptions
{
    L1Url = new Uri(args[0]),
    Applications = [new ApplicationOptions { Name = "app", Address = Address.Parse(args[1]), Guest = ProcessGuest.Factory(new GuestOptions(args[4], args[5..])) }],
    DatabaseFolder = args[2],
    ClaimSigner = Mnemonic.Dev.Key(int.Parse(args[3], CultureInfo.InvariantCulture)),
    PollInterval = TimeSpan.FromMilliseconds(20),
    ClaimTimeout = TimeSpan.FromSeconds(5),
});
Console.WriteLine(node.Url);
await Console.In.ReadToEndAsync();
