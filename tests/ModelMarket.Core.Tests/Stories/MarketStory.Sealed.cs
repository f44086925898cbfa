using System.Text;
using ModelMarket.Contracts;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Judging;
using ModelMarket.Core.Sealing;
using ModelMarket.Learning;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Scoring;
using Rollup.Primitives;

namespace ModelMarket.Core.Tests.Stories;

/// <summary>Jobs with sealed data: the sponsor keeps the groups and their salts until they are due.</summary>
public sealed partial class MarketStory
{
    public const int GroupCount = 20;
    public const ulong ClientBond = 10;

    private static readonly Hash32 Nonce = Keccak256.Hash("the sponsor's nonce"u8);

    public static readonly Hash32 Seed = Keccak256.Hash("a block hash"u8);

    private readonly Dictionary<ulong, StoryFile[]> _groups = [];

    /// <summary>The groups of the last sealed job, opened or not.</summary>
    public StoryFile[] Groups => _groups[JobId];

    /// <summary>A job of kind sealed: R0 with eight slots, ten groups' worth of money at stake.</summary>
    public MarketStory Sealed(
        UInt128? reward = null, Func<JobTerms, JobTerms>? change = null, UInt128? bond = null, Func<int, byte[], byte[]>? spoil = null, int rows = 103,
        byte[]? model = null, byte[]? data = null)
    {
        Model = StoryFile.Of(model ?? TinyFiles.Model());
        byte[][] files = GroupFiles(data ?? TinyFiles.Data(rows), rows);
        StoryFile[] groups = [.. files.Select((file, index) => StoryFile.Of(spoil?.Invoke(index, file) ?? file))];
        _groups[JobId + 1] = groups;
        JobTerms terms = Terms with
        {
            Kind = 2,
            PayRule = 0,
            Flags = 2,
            FundedSeconds = 60,
            SealedRevealSeconds = 400,
            ClientBond = ClientBond,
            ModelSize = Model.Size,
            ModelCid = Model.Root.Encode(),
            SealedRoot = TreeOf(groups, rows).Root,
            JobNonce = Nonce,
            SealedGroups = GroupCount,
            SealedRows = (ulong)rows,
            SealedGroupBytesMax = groups.Max(group => group.Size),
        };
        terms = change?.Invoke(terms) ?? terms;
        return Opened(
            terms.Encode(),
            Now + (365 * Day),
            new Deposit(DepositCount, Sponsor, 0, reward ?? 1_000),
            new Deposit(DepositCount + 1, Sponsor, 1, bond ?? 300));
    }

    public MarketStory Drawn(Hash32? seed = null, ulong? jobId = null) =>
        Send(Escrow, new MarketInputs.DrawnCall(jobId ?? JobId, seed ?? Seed).Encode());

    /// <summary>The sponsor opens the drawn groups.</summary>
    public MarketStory GroupsOpened() => GroupsSent(Job.Seal!.Drawn);

    /// <summary>The sponsor reveals the groups that were not drawn.</summary>
    public MarketStory GroupsRevealed() => GroupsSent(Hidden);

    public IEnumerable<int> Hidden => Enumerable.Range(0, GroupCount).Except(Job.Seal!.Drawn);

    public MarketStory GroupsSent(IEnumerable<int> indices, ulong? jobId = null)
    {
        foreach (int index in indices.ToArray()) GroupOpened(index, jobId: jobId).Delivered(_groups[jobId ?? JobId][index]);
        return this;
    }

    public MarketStory GroupOpened(int index, Func<MarketInputs.OpenGroupCall, MarketInputs.OpenGroupCall>? change = null, ulong? jobId = null)
    {
        ulong job = jobId ?? JobId;
        StoryFile[] groups = _groups[job];
        int rows = (int)Ask<JobView>($"jobs/{job}").Seal!.Rows;
        var call = new MarketInputs.OpenGroupCall(
            job, (uint)index, (uint)GroupSplit.RowsOf((ulong)rows, GroupCount, index), groups[index].Size, groups[index].Root.Encode(), GroupSalt(index),
            TreeOf(groups, rows).Proof(index));
        return Send(Sponsor, (change?.Invoke(call) ?? call).Encode());
    }

    /// <summary>Drawn, opened, prepared: Open.</summary>
    public MarketStory SealedPrepared() =>
        Delivered(Model).After(30).Drawn().GroupsOpened().At(Job.Seal!.FundedEnd).TickedOut();

    /// <summary>Reveal and upload.</summary>
    public MarketStory Shown(Address client, StoryFile weights) => Revealed(client, weights).Delivered(weights, client);

    /// <summary>From Open to the time for reveals.</summary>
    public MarketStory AtReveal() => At(Job.OpenEnd!.Value);

    public MarketStory AtSealedReveal() => At(Job.LastDeadline!.Value);

    public MarketStory AtScoring() => At(Job.Seal!.RevealEnd);

    /// <summary>What the score on the groups that scored is by the library alone.</summary>
    public long SealedScoreOf(byte[] weights, IEnumerable<int> groups)
    {
        JudgeData[] files = [.. groups.Select(index => new JudgeData(Groups[index].Bytes, null))];
        Judge.TryCreate(Model.Bytes, files, Job.Terms!.ForJudge(), out Judge? judge, out _, out string detail).Should().BeTrue(detail);
        judge!.TryDecode(weights, out var decoded, out detail).Should().BeTrue(detail);
        ScoringRun run = judge.Scorer.Start(decoded);
        long budget = long.MaxValue;
        run.Advance(ref budget).Should().BeTrue();
        return run.Score.Value;
    }

    private static byte[][] GroupFiles(byte[] data, int rows)
    {
        DataSet.TryDecode(data, out DataSet? all, out LearningFault fault).Should().BeTrue(fault.Detail);
        var files = new byte[GroupCount][];
        int next = 0;
        for (int index = 0; index < GroupCount; index++)
        {
            int count = (int)GroupSplit.RowsOf((ulong)rows, GroupCount, index);
            files[index] = all!.Select([.. Enumerable.Range(next, count)]).Encode();
            next += count;
        }

        return files;
    }

    private static SealedTree TreeOf(StoryFile[] groups, int rows) => SealedTree.Of([.. groups.Select((group, index) => GroupLeaf.Of(
        ChainId, App, Sponsor, Nonce, (uint)index, (uint)GroupSplit.RowsOf((ulong)rows, GroupCount, index), group.Size, group.Root, GroupSalt(index)))]);

    private static Hash32 GroupSalt(int index) => Keccak256.Hash(Encoding.UTF8.GetBytes($"salt of group {index}"));
}
