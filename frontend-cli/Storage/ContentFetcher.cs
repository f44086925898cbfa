using ModelMarket.Content;
using Rollup.Primitives;

namespace ModelMarket.Cli.Storage;

/// <summary>Brings a whole file or folder into the block folder from several sources at once. What is here already is not fetched, so an interrupted
/// fetch goes on where it stopped.</summary>
internal sealed class ContentFetcher
{
    private readonly BlockFolder _folder;
    private readonly BlockRace _race;

    /// <summary>Prepares fetches.</summary>
    /// <param name="folder">Where blocks are kept.</param>
    /// <param name="sources">Sources in order of preference.</param>
    /// <param name="sha256">SHA-256 of this host.</param>
    /// <param name="trouble">Told what a source did wrong.</param>
    public ContentFetcher(BlockFolder folder, IReadOnlyList<IRemoteBlocks> sources, ISha256 sha256, Action<SourceTrouble> trouble)
    {
        _folder = folder;
        _race = new BlockRace(sources, sha256, trouble);
    }

    /// <summary>Fetches a file, or a folder with all in it.</summary>
    /// <param name="root">The file.</param>
    /// <param name="sizeBytesMax">Most bytes of files that are fetched.</param>
    /// <param name="progress">Told after each block.</param>
    /// <param name="cancellation">Ends the fetch; what is here stays.</param>
    /// <returns>Bytes of the file, or of all distinct files of the folder.</returns>
    /// <exception cref="CliFault">A block is nowhere, or the blocks are not content of at most this size.</exception>
    public async Task<ulong> FetchAsync(Cid root, ulong sizeBytesMax, Action<FetchProgress> progress, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var plan = new FetchPlan(root, sizeBytesMax);
        var running = new List<Task<(Cid Cid, byte[] Block)>>();
        try
        {
            while (running.Count > 0 || plan.HasNext)
            {
                while (running.Count < StorageLimits.ParallelBlocks && plan.TryNext(out var cid))
                {
                    running.Add(GetAsync(cid, stop.Token));
                }

                var ended = await Task.WhenAny(running);
                running.Remove(ended);
                var (done, block) = await ended;
                _folder.Put(done, block);
                plan.Arrived(done, block);
                progress(plan.Progress);
            }

            return plan.Progress.FileBytes;
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(running.Select(Settled));
        }
    }

    /// <summary>Waits for a request that no longer matters; why it ended does not matter either, the first fault is on its way.</summary>
    private static Task Settled(Task request) => request.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private async Task<(Cid Cid, byte[] Block)> GetAsync(Cid cid, CancellationToken cancellation) =>
        _folder.TryGet(cid, out var here) ? (cid, here.ToArray()) : (cid, await _race.GetAsync(cid, cancellation));

    /// <summary>What is known of the file, what is asked for, what comes next.</summary>
    private sealed class FetchPlan(Cid root, ulong sizeBytesMax)
    {
        // Depth counts folders in steps of this and levels within a file below it.
        private const int FolderStep = 256;

        private readonly Queue<Cid> _next = new([root]);
        private readonly Dictionary<Cid, (ulong? FileBytes, int Depth)> _known = new() { [root.ToV1()] = (null, 0) };
        private int _here;
        private long _bytes;
        private ulong _fileBytes;

        public bool HasNext => _next.Count > 0;

        public FetchProgress Progress => new(_bytes, _fileBytes, _here, _known.Count);

        public bool TryNext(out Cid cid) => _next.TryDequeue(out cid);

        public void Arrived(Cid cid, byte[] block)
        {
            var (expected, depth) = _known[cid.ToV1()];
            if (!ContentNode.TryParse(cid, block, out var node, out var fault))
            {
                throw CliFault.Failed($"Block {cid} is not part of a file or folder. {fault.Detail}");
            }

            Check(cid, node, expected, depth);
            _here++;
            _bytes += block.Length;
            foreach (var link in node.Links)
            {
                // What is below a folder begins anew: its size is its own statement, its depth as a file counts from it.
                var below = node.IsFolder ? ((ulong?)null, depth + FolderStep) : (link.SizeBytes, depth + 1);
                if (_known.TryAdd(link.Cid.ToV1(), below))
                {
                    _next.Enqueue(link.Cid);
                }
            }
        }

        private void Check(Cid cid, ContentNode node, ulong? expected, int depth)
        {
            if (node.File is not { } file)
            {
                if (expected is not null || depth / FolderStep > StorageLimits.FolderDepthMax || _known.Count + node.Links.Count > StorageLimits.FolderEntriesMax + StorageLimits.FetchBlocksMax)
                {
                    throw CliFault.Failed($"Block {cid} is a folder where a part of a file was promised, or too deep, or too large.");
                }

                return;
            }

            if ((expected ?? file.SizeBytes) != file.SizeBytes || depth % FolderStep > ContentLimits.DepthMax)
            {
                throw CliFault.Failed($"Block {cid} stands for {file.SizeBytes} bytes, its parent says {expected}, {depth % FolderStep} levels down: not a file as importers write it.");
            }

            if (expected is null)
            {
                _fileBytes = checked(_fileBytes + file.SizeBytes);
            }

            if (_fileBytes > sizeBytesMax)
            {
                throw CliFault.Failed($"The content {root} has {_fileBytes} bytes or more; at most {sizeBytesMax} were asked for.");
            }
        }
    }
}
