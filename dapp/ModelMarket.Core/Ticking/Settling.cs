using ModelMarket.Core.Decisions;
using ModelMarket.Core.Notices;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Ticking;

/// <summary>The ends of a job: refused in Preparing, abandoned without content, settled; and pruning long after. Each ends the tick.</summary>
internal static class Settling
{
    /// <summary>The draw, the groups or other content did not come in time.</summary>
    public static bool Abandon(TickDraft draft)
    {
        RejectCode code = draft.Job.Sealed switch
        {
            { Seed: null } => RejectCode.DrawMissing,
            { IsOpened: false } => RejectCode.GroupsMissing,
            _ => RejectCode.ContentMissing,
        };
        return Refuse(draft, code, "");
    }

    /// <summary>Preparing found the job wanting: everything goes back with the reason.</summary>
    public static bool Refuse(TickDraft draft, RejectCode code, string detail)
    {
        draft.Job = JobEnding.End(draft.Job, code, detail, draft.Now, draft.Content);
        return RefundAndTell(draft);
    }

    /// <summary>Every commitment is decided and none can come: what nobody earned goes back.</summary>
    public static bool Settle(TickDraft draft)
    {
        if (draft.Job.Terms is { Kind: JobKind.Rounds }) return RoundsEnding.Settle(draft);
        if (draft.Job.Terms is { IsBatch: true }) return BatchSettling.Settle(draft);
        RejectCode reason = draft.Job.Money.Paid == 0 ? RejectCode.NobodyImproved : RejectCode.None;
        draft.Job = JobEnding.End(draft.Job, reason, "", draft.Now, draft.Content);
        return RefundAndTell(draft);
    }

    /// <summary>Keeps numbers and the digest of an old job; its best weights are dropped.</summary>
    public static bool Prune(TickDraft draft)
    {
        Job job = draft.Job;
        draft.Content.Release(job.ModelDeclaration);
        if (job.Best.SubmissionId is { } best && job.Submissions[best].Weights is { } weights) draft.Content.Release(weights.DeclarationId);
        if (job.Global is { } global) draft.Content.Release(global.DeclarationId);
        draft.Job = job with
        {
            PrunedDigest = JobHash.Of(job),
            Terms = null,
            TermsBytes = default,
            Sealed = null,
            Depositors = [],
            Submissions = [],
            MessageCounts = [],
            Rounds = [],
            Global = null,
            Best = new Best(job.Best.Score, null),
            ReservedBytes = Limits.JobStubBytes,
        };
        return false;
    }

    /// <summary>What is left of all three pots goes to its depositors, as far as it is not burned, and everybody is told.</summary>
    public static bool RefundAndTell(TickDraft draft)
    {
        draft.Job = JobEnding.RefundRest(draft.Job, draft.Effects, out IReadOnlyList<RefundView> refunds);
        draft.Job = SponsorBonds.Close(draft.Job, draft.Effects);
        draft.Job = Bonds.CloseAll(draft.Job, draft.Context, draft.Effects);
        Invariant.Require(draft.Job is { Money.Left: var reward, SponsorBond.Left: var bond, ClientBonds.Left: var bonds } && reward + bond + bonds == 0, "an ended job holds nothing");
        draft.Effects.Add(new Effect.Notice(Endings.Notice(draft.Job, refunds)));
        return false;
    }
}
