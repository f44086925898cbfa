using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.Official;
using Rollup.Node.Logs;

namespace Rollup.Node;

/// <summary>What a node does while it starts and L1 or the disk fails just then: it says so and tries again, for a bounded time. What will not get better by
/// itself (no such application, another program's database, a guest that cannot be run) ends the start at once.</summary>
internal sealed class StartPatience(NodeOptions options)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public async Task<T> TryAsync<T>(Func<Task<T>> step, CancellationToken cancellationToken)
    {
        for (TimeSpan pause = FirstPause; ; pause = Longer(pause))
        {
            try
            {
                return await step().ConfigureAwait(false);
            }
            catch (Exception fault) when (IsPassing(fault) && _clock.Elapsed + pause < options.StartPatience)
            {
                NodeLog.CannotStartYet(options.Logger, fault.Message, pause.TotalSeconds, (options.StartPatience - _clock.Elapsed).TotalSeconds);
                await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public Task TryAsync(Func<Task> step, CancellationToken cancellationToken) => TryAsync(
        async () =>
        {
            await step().ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private static bool IsPassing(Exception fault) => fault switch
    {
        ContractRevertException or ChainMismatchException or UnexpectedContractException => false,
        EthereumException or SqliteException or IOException => true,
        _ => false,
    };

    private TimeSpan Longer(TimeSpan pause) => TimeSpan.FromTicks(Math.Min(options.FaultPauseMax.Ticks, pause.Ticks * 2));
}
