using ModelMarket.Core.Payout;
using ModelMarket.Core.State;
using ModelMarket.Core.Ticking;

namespace ModelMarket.Core.Inspect;

/// <summary>From the state of a rounds job to what people and programs read.</summary>
internal static class RoundViews
{
    /// <summary>Where the job stands; null if it has no rounds, or no more.</summary>
    public static RoundsView? Standing(Job job, ulong now)
    {
        if (job.Terms is not { Kind: JobKind.Rounds } terms) return null;
        UInt128 final = RoundPool.FinalPart(job.Money.Pool, terms.FinalThousandths);
        return new RoundsView(
            terms.Rounds, Phases.RoundAt(job, now), job.Rounds.Length, job.Money.Pool - final, final, RoundClosing.LeftOf(job, terms), Global(job.Global));
    }

    /// <summary>Every round; none if the job has none, or no more.</summary>
    public static List<RoundView> All(Job job, ulong now)
    {
        var views = new List<RoundView>();
        if (job.Terms is not { Kind: JobKind.Rounds } terms) return views;
        foreach (RoundState round in job.Rounds) views.Add(Of(job, round));
        for (uint round = (uint)job.Rounds.Length + 1; round <= terms.Rounds; round++) views.Add(Coming(job, round, now));
        return views;
    }

    /// <summary>A round that was settled.</summary>
    public static RoundView Of(Job job, RoundState round) => Timed(job, round.Round) with
    {
        Phase = RoundPhase.Settled,
        StartScore = round.StartScore,
        Score = round.Score,
        Improvement = round.Improvement,
        Members = round.Members,
        Left = round.Left,
        Pool = round.Pool,
        Assigned = round.Assigned,
        Paid = round.Paid,
        Global = round is { GlobalCid: { } cid, Score: { } score } ? new GlobalModelView(round.Round, score, cid.ToString(), round.GlobalSize) : null,
        SettledAt = round.At,
    };

    public static RoundLineView Line(Job job, in RoundShare share, ulong? paymentId)
    {
        Submission submission = job.Submissions[share.SubmissionId];
        return new RoundLineView(
            share.SubmissionId, submission.Sender, submission.Decided?.Score ?? 0, share.Gain, share.Phi, share.LeaveOneOut, share.Contribution, submission.Bond,
            share.Uncapped, share.Pay, paymentId);
    }

    public static FinalLineView Line(Job job, in FinalShare share, ulong? paymentId)
    {
        Submission submission = job.Submissions[share.SubmissionId];
        return new FinalLineView(
            share.SubmissionId, submission.Round, submission.Sender, share.Contribution, submission.Bond, submission.Decided?.Pay ?? 0, share.Uncapped, share.Pay, paymentId);
    }

    private static GlobalModelView? Global(GlobalModel? global) =>
        global is null ? null : new GlobalModelView(global.Round, global.Score, global.Cid.ToString(), global.SizeBytes);

    private static RoundView Coming(Job job, uint round, ulong now)
    {
        RoundView view = Timed(job, round);
        bool isNext = round == (uint)job.Rounds.Length + 1;
        return view with
        {
            Phase = now < view.OpenStart ? RoundPhase.Waiting : now < view.OpenEnd ? RoundPhase.Open : now < view.UploadEnd ? RoundPhase.Reveal : RoundPhase.Scoring,
            StartScore = isNext && job.Prepared is not null ? job.Best.Score : null,
            Left = isNext && job.Terms is { } terms ? RoundClosing.LeftOf(job, terms) : 0,
        };
    }

    private static RoundView Timed(Job job, uint round) => new(
        round,
        RoundPhase.Waiting,
        Phases.OpenStart(job, round),
        Phases.OpenEnd(job, round),
        Phases.RevealEnd(job, round),
        Phases.UploadEnd(job, round),
        job.Submissions.Count(submission => submission.Round == round),
        null,
        null,
        0,
        0,
        0,
        0,
        0,
        0,
        null,
        null);
}
