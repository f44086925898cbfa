using ModelMarket.Core.Inspect;
using ModelMarket.Core.Notices;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Decisions;

/// <summary>The notice that a job has ended. The emitter fills in the state root after the commit.</summary>
internal static class Endings
{
    public static JobEndedNotice Notice(Job job, IReadOnlyList<RefundView> refunds)
    {
        Invariant.Require(job.End is not null, "only an ended job has a notice of its end");
        return new JobEndedNotice(
            NoticeType.JobEnded,
            job.Id,
            Phases.Of(job, job.End.At),
            JobViews.End(job.End),
            job.Prepared?.M0,
            job.Prepared is null ? null : job.Best.Score,
            job.Best.SubmissionId,
            JobViews.BestWeightsCid(job),
            JobViews.Money(job),
            refunds,
            Hash32.Zero);
    }
}
