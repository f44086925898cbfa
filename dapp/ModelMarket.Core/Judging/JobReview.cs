using ModelMarket.Core.Decisions;
using ModelMarket.Core.State;
using ModelMarket.Core.Ticking;

namespace ModelMarket.Core.Judging;

/// <summary>Says before a job is posted whether the machine will take it, by the code that will decide.</summary>
public static class JobReview
{
    /// <summary>Reads terms and counts what judging will cost in a machine that holds no other job.</summary>
    /// <param name="genesis">Of the deployment.</param>
    /// <param name="terms">ABI-encoded <c>JobTerms</c>.</param>
    /// <param name="judge">Made from the job's model and rows; where rows are sealed, from all of them, which overstates the cost by those that are opened.</param>
    /// <param name="workPerSubmission">Work units charged for judging one submission; 0 where the terms are refused.</param>
    /// <returns><see cref="RejectCode.None"/>, or why the job would be refunded.</returns>
    public static RejectCode Of(Genesis genesis, ReadOnlySpan<byte> terms, Judge judge, out long workPerSubmission)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(judge);
        workPerSubmission = 0;
        if (!TermsCheck.TryRead(terms, genesis.Schedule, out Terms? read, out RejectCode code)) return code;
        var state = new MarketState(genesis, Limits.InputWorkMax);
        if (!JudgeWork.CanPrepare(read.ModelSize, read.DataBytesMax, state.InputWorkMax)) return RejectCode.WorkTooLarge;
        long rows = judge.Scorer.Data.RowCount;
        workPerSubmission = JudgeCost.Work(read, judge, rows);
        return JudgeCost.Check(state, read, judge, rows);
    }
}
