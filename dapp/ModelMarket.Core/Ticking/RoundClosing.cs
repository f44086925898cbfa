using System.Collections.Immutable;
using ModelMarket.Core.Payout;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Ticking;

/// <summary>The numbers of a round that is done: computed once, read by pay, decisions and notices.</summary>
/// <param name="Round">Its number.</param>
/// <param name="StartScore">Score of the model it started from.</param>
/// <param name="Members">Who was aggregated.</param>
/// <param name="Scores">Scores of the coalitions, in the order of <see cref="Coalitions"/>; only the first where the aggregate is no better.</param>
/// <param name="Improvement">v(N), or 0.</param>
/// <param name="Left">B_left before it.</param>
/// <param name="Pool">B_r.</param>
/// <param name="PaidBefore">Paid by the job before it.</param>
/// <param name="Plan">Who earns what; empty where nothing improved.</param>
internal sealed record RoundClosing(
    uint Round, long StartScore, ImmutableArray<int> Members, ImmutableArray<long> Scores, ulong Improvement, UInt128 Left, UInt128 Pool, UInt128 PaidBefore, RoundPlan Plan)
{
    public bool Improves => Improvement > 0;

    public bool IsExact => Coalitions.AreExact(Members.Length);

    public static RoundClosing Of(Job job, RoundWork? work)
    {
        Invariant.Require(job.Terms is not null, "a round has terms");
        Terms terms = job.Terms;
        uint round = (uint)job.Rounds.Length + 1;
        ImmutableArray<int> members = work?.Members ?? [];
        ImmutableArray<long> scores = work?.Scores ?? [];
        ImmutableArray<Int128> gains = [.. scores.Select(score => RoundScoring.GainOf(job, score))];
        ulong improvement = gains.Length > 0 && gains[0] > 0 ? (ulong)gains[0] : 0;
        UInt128 left = LeftOf(job, terms);
        UInt128 pool = RoundPool.Of(left, improvement, terms.Target, terms.Rounds, terms.Rounds - round + 1);
        RoundPlan plan = improvement == 0
            ? new RoundPlan(0, 0, [])
            : RoundPay.Of(pool, [.. members.Select(id => MemberOf(job.Submissions[id]))], gains, terms.StakeCapThousandths);
        return new RoundClosing(round, job.Best.Score, members, scores, improvement, left, pool, job.Money.Paid, plan);
    }

    /// <summary>B_left: the rounds' part without what earlier rounds assigned.</summary>
    public static UInt128 LeftOf(Job job, Terms terms)
    {
        UInt128 left = job.Money.Pool - RoundPool.FinalPart(job.Money.Pool, terms.FinalThousandths);
        foreach (RoundState round in job.Rounds) left -= round.Assigned;
        return left;
    }

    public bool IsMember(int submissionId) => Members.Contains(submissionId);

    /// <summary>Its place among the shares; −1 if it has none.</summary>
    public int PlaceOf(int submissionId)
    {
        for (int i = 0; i < Plan.Shares.Length; i++)
        {
            if (Plan.Shares[i].SubmissionId == submissionId) return i;
        }

        return -1;
    }

    public RoundState ToState(GlobalModel? global, ulong at) => new(
        Round, StartScore, Scores.Length == 0 ? null : Scores[0], Improvement, Members.Length, Left, Pool, Plan.Assigned, Plan.Paid, global?.Cid, global?.SizeBytes ?? 0, at);

    private static RoundMember MemberOf(Submission submission)
    {
        Invariant.Require(submission.Judged is not null, "a member passed the gates");
        return new RoundMember(submission.Id, submission.Judged.Gain, submission.Bond);
    }
}
