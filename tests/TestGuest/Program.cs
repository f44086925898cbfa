using Rollup.Guest;
using TestGuest;

if (args is ["refuse-to-start"])
{
    Console.Error.WriteLine("this guest was told not to start");
    return 7;
}

if (args is ["never-finish"])
{
    await Task.Delay(Timeout.Infinite);
}

if (args is ["program"])
{
    return await RollupProgram.RunAsync(() => new CommandApplication(), []);
}

var server = new Uri(Environment.GetEnvironmentVariable(RollupLoop.ServerVariable)!);
await RollupLoop.RunAsync(new CommandApplication(), server, CancellationToken.None, offersSnapshots: args.Contains(RollupLoop.SnapshotArgument));
return 0;
