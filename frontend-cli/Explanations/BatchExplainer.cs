using System.Numerics;
using ModelMarket.Cli.Market;
using ModelMarket.Core;
using ModelMarket.Core.Inspect;

namespace ModelMarket.Cli.Explanations;

/// <summary>Computes the pay of open and sealed jobs again, from scores and terms.</summary>
internal static class BatchExplainer
{
    /// <summary>One line for each decided submission.</summary>
    public static IReadOnlyList<PayLine> Lines(JobView job, IReadOnlyList<SubmissionView> submissions)
    {
        var decided = submissions.Where(submission => submission.Decision is not null).ToList();
        return job.Terms!.Kind == JobNames.KindOpen
            ? [.. decided.Select(submission => Open(job, submission))]
            : Batch(job, job.Terms, decided, submissions.Count(submission => submission.Decision?.Outcome != SubmissionOutcome.Replaced));
    }

    private static PayLine Open(JobView job, SubmissionView submission)
    {
        var decision = submission.Decision!;
        if (decision.Outcome is not (SubmissionOutcome.Paid or SubmissionOutcome.ImprovedUnpaid))
        {
            return Unpaid("records", submission);
        }

        var gain = PayArithmetic.Gain(decision.Score ?? 0, decision.BestBefore, job.Prepared!.HigherIsBetter);
        BigInteger funded = decision.FundedBefore, target = decision.Target, before = decision.PaidBefore;
        return Capped(job, submission, "records", decision.BestBefore, gain, $"min(⌊{funded}·{gain}/{target}⌋, {funded} − {before})", PayArithmetic.Record(funded, gain, target, before));
    }

    private static PayLine[] Batch(JobView job, TermsView terms, List<SubmissionView> decided, int counted)
    {
        var defaulted = job.Phase == JobPhase.Defaulted;
        var rule = defaulted ? JobNames.PayGuaranteed : terms.PayRule;
        BigInteger slots = terms.PayRule == JobNames.PayGuaranteed ? terms.MaxSubmissions : Math.Max(1, counted);
        var passed = decided.Where(submission => submission.Decision!.Outcome is SubmissionOutcome.Paid or SubmissionOutcome.ImprovedUnpaid).ToList();
        var name = $"{JobNames.Of(JobNames.PayRules, rule)}{(defaulted ? " (default)" : string.Empty)}";
        var lines = rule switch
        {
            JobNames.PayGuaranteed => passed.Select(one => Guaranteed(job, one, name, slots)),
            JobNames.PayRecords => Records(job, passed, name),
            _ => Relative(job, passed, name, rule),
        };
        var paid = lines.ToDictionary(line => line.SubmissionId);
        return [.. decided.Select(submission => paid.GetValueOrDefault(submission.Id) ?? Unpaid(name, submission))];
    }

    private static PayLine Guaranteed(JobView job, SubmissionView submission, string name, BigInteger slots)
    {
        var gain = GainOf(job, submission);
        BigInteger pool = job.Money.Pool, target = job.Terms!.Target;
        var pay = PayArithmetic.Guaranteed(pool, slots, gain, target);
        return Capped(job, submission, name, job.Baseline!.M0, gain, $"min(⌊{pool}/{slots}⌋, ⌊{pool}·{gain}/({slots}·{target})⌋)", pay);
    }

    private static IEnumerable<PayLine> Relative(JobView job, List<SubmissionView> passed, string name, byte rule)
    {
        BigInteger pool = job.Money.Pool, target = job.Terms!.Target;
        BigInteger[] gains = [.. passed.Select(submission => GainOf(job, submission))];
        var best = gains.Aggregate(BigInteger.Zero, BigInteger.Max);
        var total = PayArithmetic.Reached(pool, best, target);
        var winner = Array.IndexOf(gains, best);
        var shares = rule == JobNames.PayProportional
            ? PayArithmetic.Shares(total, gains)
            : [.. gains.Select((_, index) => index == winner && Reaches(job, passed[index]) ? total : BigInteger.Zero)];
        var sum = gains.Aggregate(BigInteger.Zero, (all, gain) => all + gain);
        return passed.Select((submission, index) => Capped(
            job,
            submission,
            name,
            job.Baseline!.M0,
            gains[index],
            $"⌊{pool}·min({target}, {best})/{target}⌋{(rule == JobNames.PayProportional ? $"·{gains[index]}/{sum} by largest remainder" : " to the best")}",
            shares[index]));
    }

    private static bool Reaches(JobView job, SubmissionView submission)
    {
        var threshold = (long)job.Terms!.WinnerThreshold;
        var score = submission.Decision!.Score ?? 0;
        return threshold == 0 || (job.Prepared!.HigherIsBetter ? score >= threshold : score <= threshold);
    }

    private static IEnumerable<PayLine> Records(JobView job, List<SubmissionView> passed, string name)
    {
        var best = job.Baseline!.M0;
        BigInteger paid = 0, target = job.Terms!.Target;
        foreach (var submission in passed)
        {
            var score = submission.Decision!.Score ?? 0;
            var gain = PayArithmetic.Gain(score, best, job.Prepared!.HigherIsBetter);
            var counts = gain > job.Terms.MinImprovement;
            var funded = BigInteger.Max(BigInteger.Min(submission.FundedBefore, job.Money.Pool), paid);
            var pay = counts ? PayArithmetic.Record(funded, gain, target, paid) : 0;
            var line = Capped(job, submission, name, best, gain, counts ? $"min(⌊{funded}·{gain}/{target}⌋, {funded} − {paid})" : "no record", pay);
            best = counts ? score : best;
            paid += line.Own;
            yield return line;
        }
    }

    private static BigInteger GainOf(JobView job, SubmissionView submission) =>
        PayArithmetic.Gain(submission.Decision!.Score ?? 0, job.Baseline!.M0, job.Prepared!.HigherIsBetter);

    private static PayLine Capped(JobView job, SubmissionView submission, string name, long before, BigInteger gain, string formula, BigInteger pay)
    {
        var cap = job.Terms!.StakeCapThousandths;
        var text = cap == 0 ? formula : $"min({formula}, ⌊{cap}·{submission.Bond}/1000⌋)";
        return Line(name, submission, before, gain, text, PayArithmetic.Capped(pay, submission.Bond, cap, 0));
    }

    private static PayLine Line(string name, SubmissionView submission, long before, BigInteger gain, string formula, BigInteger own) => new(
        name, submission.Id, submission.Sender, submission.Decision!.Outcome.ToString(), submission.Decision.Score, before, gain, formula, submission.Decision.Pay, own);

    private static PayLine Unpaid(string name, SubmissionView submission) => new(
        name,
        submission.Id,
        submission.Sender,
        submission.Decision!.Outcome.ToString(),
        submission.Decision.Score,
        submission.Decision.BestBefore,
        submission.Decision.Improvement,
        submission.Decision.DuplicateOf is { } copy ? $"0: a copy of submission {copy}" : $"0: {submission.Decision.Outcome}{(submission.Decision.Detail.Length == 0 ? string.Empty : ", " + submission.Decision.Detail)}",
        submission.Decision.Pay,
        0);
}
