using ModelMarket.Content.Store;
using ModelMarket.Core.Decisions;
using Rollup.Primitives;

namespace ModelMarket.Core.State;

/// <summary>
/// A whole state as bytes: its root, and everything the root covers; the rest is rebuilt from that. Equal states give equal bytes. Read in this order:
/// version, content (each block against its CID), jobs (each written again and compared), root, what waits for blocks, then the costly rest.
/// </summary>
internal static class MarketForm
{
    private const string Domain = "ModelMarket.saved";
    private const byte Version = 1;

    public static byte[] Write(MarketState state)
    {
        CanonicalWriter writer = new CanonicalWriter(Domain).Byte(Version);
        writer.Hash32(state.Root).UInt(state.Now).UInt(state.NextDeclaration).Bytes(state.Content.Save());
        foreach ((_, Job job) in state.Jobs) writer.Bytes(JobHash.Encode(job)).Bytes(job.TermsBytes.Span);
        return writer.ToArray();
    }

    public static RestoreCode Read(ReadOnlySpan<byte> saved, MarketState empty, out MarketState state)
    {
        state = empty;
        var reader = new CanonicalReader(saved);
        if (reader.ReadText() != Domain || reader.ReadByte() != Version || reader.HasFailed) return RestoreCode.VersionUnknown;
        Hash32 root = reader.ReadHash32();
        ulong now = reader.ReadUInt64(), nextDeclaration = reader.ReadUInt64();
        if (!BlockStore.TryLoad(reader.ReadBytes(), Sha256Managed.Instance, out BlockStore content)) return RestoreCode.Malformed;
        if (!TryReadJobs(ref reader, state.Genesis.Schedule, out List<Job> jobs)) return RestoreCode.Malformed;
        Take(state, jobs, content, PendingContent.Empty, now, nextDeclaration);
        if (state.Root != root) return RestoreCode.RootDiffers;
        if (PendingContent.Of(jobs, content) is not { } pending || content.LastDeclaration >= nextDeclaration) return RestoreCode.Impossible;
        for (int i = 0; i < jobs.Count; i++)
        {
            Job job = jobs[i];
            if (!JobRebuild.TryRebuild(content, ref job)) return RestoreCode.Impossible;
            jobs[i] = job;
        }

        Take(state, jobs, content, pending, now, nextDeclaration);
        return RestoreCode.None;
    }

    /// <summary>All jobs, in order of their numbers.</summary>
    private static bool TryReadJobs(ref CanonicalReader reader, Schedule schedule, out List<Job> jobs)
    {
        jobs = [];
        while (reader.HasMore)
        {
            ReadOnlySpan<byte> form = reader.ReadBytes(), terms = reader.ReadBytes();
            if (!JobReader.TryRead(form, terms, schedule, out Job? job)) return false;
            if (jobs.Count > 0 && jobs[^1].Id >= job.Id) return false;
            jobs.Add(job);
        }

        return reader.IsComplete;
    }

    private static void Take(MarketState state, List<Job> jobs, BlockStore content, PendingContent pending, ulong now, ulong nextDeclaration) =>
        state.Commit([.. jobs.Select(job => new Change.SetJob(job)), new Change.SetContent(content, pending, nextDeclaration)], now);
}
