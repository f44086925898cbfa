using System.CommandLine;
using ModelMarket.Dapp;
using Rollup.Guest;

namespace ModelMarket.Cli.Commands;

/// <summary>
/// <c>dapp-guest genesis</c>: the dapp itself, as <c>dev</c>, <c>demo</c> and <c>verify</c> of the single-file program start it. Not listed: a
/// person has no use for it.
/// </summary>
internal static class DappGuestCommand
{
    /// <summary>What the program is started with to be the dapp.</summary>
    public const string Name = "dapp-guest";

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var genesis = new Argument<string?>("genesis") { Arity = ArgumentArity.ZeroOrOne };
        var command = new Command(Name) { Hidden = true };
        var snapshots = new Option<bool>(RollupLoop.SnapshotArgument);
        command.Add(genesis);
        command.Add(snapshots);
        command.SetAction((arguments, _) => DappProgram.RunAsync(
            [.. arguments.GetValue(genesis) is { } document ? new[] { document } : [], .. arguments.GetValue(snapshots) ? new[] { RollupLoop.SnapshotArgument } : []]));
        return command;
    }
}
