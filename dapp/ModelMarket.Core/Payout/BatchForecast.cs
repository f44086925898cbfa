using ModelMarket.Core.Inspect;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Payout;

/// <summary>
/// What a job that is decided all at once may pay one commitment. The rows that score are hidden until all weights are in, so only the ends are
/// known: nothing, and the most that the rule gives any score.
/// </summary>
public static class BatchForecast
{
    /// <summary>From nothing to a slot under R0, to the whole pool under the other rules; a cap by stake lowers the most.</summary>
    /// <param name="terms">The job's terms.</param>
    /// <param name="pool">B as it stands.</param>
    /// <param name="bond">The commitment's bond; null for the least that the terms ask.</param>
    public static PayRange Of(TermsView terms, UInt128 pool, UInt128? bond = null)
    {
        ArgumentNullException.ThrowIfNull(terms);
        UInt128 most = (PayRule)terms.PayRule == PayRule.Guaranteed ? pool / Math.Max(1, terms.MaxSubmissions) : pool;
        if (terms.StakeCapThousandths == 0) return new PayRange(0, most);
        bool fits = UInt256.MulDiv(bond ?? terms.ClientBond, terms.StakeCapThousandths, Limits.Thousandths, out UInt128 cap);
        return new PayRange(0, fits ? UInt128.Min(most, cap) : most);
    }
}
