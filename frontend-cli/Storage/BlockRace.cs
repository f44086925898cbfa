using System.Diagnostics;
using ModelMarket.Content;
using Rollup.Primitives;

namespace ModelMarket.Cli.Storage;

/// <summary>
/// Gets one block from several sources: the best so far is asked first, the next when it fails or stays silent for a moment; the first right
/// bytes win. Every answer is verified here, so a lie is seen at once, named and not believed twice.
/// </summary>
internal sealed class BlockRace
{
    private readonly IReadOnlyList<RankedSource> _sources;
    private readonly ISha256 _sha256;
    private readonly Action<SourceTrouble> _trouble;

    /// <summary>Prepares races.</summary>
    /// <param name="sources">The sources, in order of preference.</param>
    /// <param name="sha256">SHA-256 of this host.</param>
    /// <param name="trouble">Told what a source did wrong; may be called from any thread, one call at a time.</param>
    public BlockRace(IReadOnlyList<IRemoteBlocks> sources, ISha256 sha256, Action<SourceTrouble> trouble)
    {
        _sources = [.. sources.Select((source, order) => new RankedSource(source, order))];
        _sha256 = sha256;
        _trouble = trouble;
    }

    /// <summary>Gets a block.</summary>
    /// <returns>Its verified bytes.</returns>
    /// <exception cref="CliFault">No source gave it; the message says what each did.</exception>
    public async Task<byte[]> GetAsync(Cid cid, CancellationToken cancellation)
    {
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var waiting = new Queue<RankedSource>(Ranking());
        var running = new List<Task<byte[]?>>();
        var troubles = new List<SourceTrouble>();
        try
        {
            while (waiting.Count > 0 || running.Count > 0)
            {
                if (waiting.TryDequeue(out var next))
                {
                    running.Add(AskAsync(next, cid, troubles, others.Token));
                }

                if (await FirstAsync(running, waiting.Count > 0, cancellation) is { } block)
                {
                    return block;
                }
            }
        }
        finally
        {
            await others.CancelAsync();
        }

        cancellation.ThrowIfCancellationRequested();
        throw CliFault.Unreachable($"No source gave block {cid}. {Summary(troubles)}", "Add a source (--storage gateway:https://…), or ask its owner for a CAR file: modelmarket content import file.car");
    }

    /// <summary>Waits until a request ends, or, while others could be asked, for a moment. Returns a block or null for "go on".</summary>
    private static async Task<byte[]?> FirstAsync(List<Task<byte[]?>> running, bool canAskMore, CancellationToken cancellation)
    {
        var first = Task.WhenAny(running);
        if (canAskMore && await Task.WhenAny(first, Task.Delay(StorageLimits.HedgeAfter, cancellation)) != first)
        {
            return null;
        }

        var ended = await first;
        running.Remove(ended);
        return await ended;
    }

    private IEnumerable<RankedSource> Ranking()
    {
        lock (_sources)
        {
            return [.. _sources.Where(source => !source.IsOut).OrderBy(source => source.Seconds).ThenBy(source => source.Order)];
        }
    }

    /// <summary>Asks one source within the time limit; what goes wrong is recorded, and null is returned.</summary>
    private async Task<byte[]?> AskAsync(RankedSource ranked, Cid cid, List<SourceTrouble> troubles, CancellationToken cancellation)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timed.CancelAfter(StorageLimits.BlockTimeout);
        var clock = Stopwatch.StartNew();
        try
        {
            var block = await ranked.Source.TryGetAsync(cid, timed.Token);
            if (block is null)
            {
                return Told(new SourceTrouble(ranked.Source.Name, cid, "does not have the block", false), ranked, troubles, isFailure: false);
            }

            if (!BlockHash.Matches(_sha256, cid, block))
            {
                return Told(new SourceTrouble(ranked.Source.Name, cid, $"gave {block.Length} wrong bytes", true), ranked, troubles, isFailure: true);
            }

            lock (_sources)
            {
                ranked.Succeeded(clock.Elapsed);
            }

            return block;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null; // another source was faster, or the user gave up
        }
        catch (OperationCanceledException)
        {
            return Told(new SourceTrouble(ranked.Source.Name, cid, $"was silent for {StorageLimits.BlockTimeout.TotalSeconds} seconds", false), ranked, troubles, isFailure: true);
        }
        catch (RemoteFault fault)
        {
            return Told(new SourceTrouble(ranked.Source.Name, cid, fault.Message, false), ranked, troubles, isFailure: true);
        }
    }

    private byte[]? Told(SourceTrouble trouble, RankedSource ranked, List<SourceTrouble> troubles, bool isFailure)
    {
        lock (_sources)
        {
            troubles.Add(trouble);
            if (isFailure)
            {
                ranked.Failed(trouble.Lied);
                _trouble(trouble);
            }
        }

        return null;
    }

    private string Summary(List<SourceTrouble> troubles)
    {
        lock (_sources)
        {
            var said = troubles.Select(trouble => $"{trouble.Source} {trouble.Reason}");
            var given = _sources.Where(source => source.IsOut).Select(source => $"{source.Source.Name} is no longer asked");
            return string.Join("; ", said.Concat(given).DefaultIfEmpty("No source is configured")) + ".";
        }
    }
}
