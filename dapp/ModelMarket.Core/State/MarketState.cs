using System.Collections.Immutable;
using ModelMarket.Content.Store;
using ModelMarket.Core.Decisions;
using Rollup.Primitives;

namespace ModelMarket.Core.State;

/// <summary>The state of the machine. <see cref="Commit"/> is the only writer.</summary>
internal sealed class MarketState(Genesis genesis, long inputWorkMax) : IReadOnlyState
{
    private const string Domain = "ModelMarket.v1.state";

    // Hashes of jobs as they are now, so that the root rehashes only what changed.
    private readonly SortedDictionary<ulong, Hash32> _jobHashes = [];
    // An index over the jobs' sealed roots: derived from them, so not hashed. Only asked, never enumerated. By sponsor, so that a stranger who saw a
    // root on its way cannot use it up.
    private readonly HashSet<(Address Sponsor, Hash32 Root)> _sealedRoots = [];
    private Hash32? _root;

    public Genesis Genesis { get; } = genesis;

    public long InputWorkMax { get; } = inputWorkMax;

    public ulong Now { get; private set; }

    public ImmutableSortedDictionary<ulong, Job> Jobs { get; private set; } = ImmutableSortedDictionary<ulong, Job>.Empty;

    public BlockStore Content { get; private set; } = BlockStore.Empty;

    public PendingContent Pending { get; private set; } = PendingContent.Empty;

    public ulong NextDeclaration { get; private set; } = 1;

    public long ReservedBytes { get; private set; }

    /// <summary>keccak256 over genesis, time, every job's hash in order of numbers, and the digest of the content.</summary>
    public Hash32 Root => _root ??= ComputeRoot();

    public bool IsRootUsed(Address sponsor, Hash32 root) => _sealedRoots.Contains((sponsor, root));

    /// <summary>Puts the changes of an accepted input in place. Cannot fail: everything was checked when it was decided.</summary>
    public void Commit(ImmutableArray<Change> changes, ulong now)
    {
        Now = now;
        _root = null;
        foreach (Change change in changes) Apply(change);
    }

    private void Apply(Change change)
    {
        switch (change)
        {
            case Change.SetJob set:
                ReservedBytes += set.Job.ReservedBytes - (Jobs.TryGetValue(set.Job.Id, out Job? old) ? old.ReservedBytes : 0);
                Jobs = Jobs.SetItem(set.Job.Id, set.Job);
                _jobHashes[set.Job.Id] = JobHash.Of(set.Job);
                if (set.Job.SealedRoot is { } sealedRoot) _sealedRoots.Add((set.Job.Sponsor, sealedRoot));
                break;
            case Change.SetContent set:
                Content = set.Content;
                Pending = set.Pending;
                NextDeclaration = set.NextDeclaration;
                break;
            default:
                throw new InvariantException($"Change {change.GetType().Name} has no writer.");
        }
    }

    private Hash32 ComputeRoot()
    {
        var writer = new CanonicalWriter(Domain);
        writer.Hash32(Genesis.Hash).UInt(Now).UInt(NextDeclaration).Hash32(Content.Digest()).UInt((ulong)_jobHashes.Count);
        foreach ((ulong id, Hash32 hash) in _jobHashes) writer.UInt(id).Hash32(hash);
        return writer.Hash();
    }
}
