// TestNode <l1 url> <application address> <database folder> <operator index> <guest command> [guest arguments…]
// TESTNODE_FAULTS="seed rate" puts a bad provider before L1; TESTNODE_BYTES=n limits the database;
// TESTNODE_CLAIM_CONFIRMATIONS=n lets claims wait for so many blocks.
using System.Globalization;
using Rollup.Ethereum.Keys;
using Rollup.Node;
using Rollup.Node.GuestHost;
using Rollup.Node.Guests;
using Rollup.Node.Logs;
using Rollup.Primitives;
using TestNode;

string[]? faults = Environment.GetEnvironmentVariable("TESTNODE_FAULTS")?.Split(' ');
string? bytes = Environment.GetEnvironmentVariable("TESTNODE_BYTES");
string? depth = Environment.GetEnvironmentVariable("TESTNODE_CLAIM_CONFIRMATIONS");
await using RollupNode node = await RollupNode.StartAsync(new NodeOptions
{
    L1Url = new Uri(args[0]),
    Applications = [new ApplicationOptions
    {
        Name = "app",
        Address = Address.Parse(args[1]),
        Guest = ProcessGuest.Factory(new GuestOptions(args[4], args[5..])),
        Snapshots = SnapshotPolicy.EveryEpoch,
    }],
    DatabaseFolder = args[2],
    DatabaseBytesMax = bytes is null ? null : long.Parse(bytes, CultureInfo.InvariantCulture),
    ClaimSigner = Mnemonic.Dev.Key(int.Parse(args[3], CultureInfo.InvariantCulture)),
    PollInterval = TimeSpan.FromMilliseconds(20),
    FaultPauseMax = TimeSpan.FromSeconds(1),
    ClaimTimeout = TimeSpan.FromSeconds(5),
    ClaimConfirmations = depth is null ? 0 : ulong.Parse(depth, CultureInfo.InvariantCulture),
    // Whoever starts this waits half a minute.
    StartPatience = TimeSpan.FromSeconds(5),
    L1Handler = faults is null ? null : () => new FaultyL1(int.Parse(faults[0], CultureInfo.InvariantCulture), double.Parse(faults[1], CultureInfo.InvariantCulture), rangeMax: 40),
    Logger = new LineLogger(Console.Error.WriteLine),
});
Console.WriteLine(node.Url);
await Console.In.ReadToEndAsync();
