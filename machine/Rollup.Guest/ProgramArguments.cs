using System.Globalization;
using Rollup.Guest.Dev;

namespace Rollup.Guest;

/// <summary>The arguments of <see cref="RollupProgram"/>.</summary>
internal sealed record ProgramArguments(bool IsDev, int Port, bool OffersSnapshots)
{
    public const string Usage = "usage: [--dev] [--port N] [--snapshots]";

    public static bool TryParse(string[] args, out ProgramArguments arguments)
    {
        arguments = new ProgramArguments(IsDev: false, DevHost.DefaultPort, OffersSnapshots: false);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--dev":
                    arguments = arguments with { IsDev = true };
                    break;
                case RollupLoop.SnapshotArgument:
                    arguments = arguments with { OffersSnapshots = true };
                    break;
                case "--port" when i + 1 < args.Length && ushort.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var port):
                    arguments = arguments with { IsDev = true, Port = port };
                    i++;
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
