using ModelMarket.Cli.Market;
using ModelMarket.Cli.Modeling;
using ModelMarket.Core;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Judging;

namespace ModelMarket.Cli.Presentation;

/// <summary>A dry run in words.</summary>
internal static class ForecastText
{
    /// <summary>The pay, exact or as a range.</summary>
    public static string Pay(DryRunResult forecast, TokenInfo token) => forecast.Pay.IsExact
        ? token.Text(forecast.Pay.Most)
        : $"{token.Text(forecast.Pay.Least)} to {token.Text(forecast.Pay.Most)}";

    /// <summary>What decides the pay.</summary>
    public static string Why(DryRunResult forecast, JobView job) => forecast switch
    {
        { Outcome: SubmissionOutcome.FormatRefused } => $"the machine would refuse the file: {Workbench.Words(forecast.Detail)}",
        { Outcome: SubmissionOutcome.NotFinite } => "an output is not finite, which earns nothing",
        { Outcome: SubmissionOutcome.NormExceeded } => "the weights moved further than the terms allow",
        { Outcome: SubmissionOutcome.ExactDuplicate, DuplicateOf: { } copy } => $"the same tensors as submission {copy}",
        { Outcome: SubmissionOutcome.ExactDuplicate } => "the initial model's own weights",
        { DuplicateOf: { } copy } => $"points the same way as submission {copy}, which counts as a copy",
        _ when job.Rounds is not null && forecast.Pay.Most == 0 => "by themselves no better than the model that the round starts from",
        _ when job.Rounds is not null => "a range: what you earn depends on what the others of the round add",
        _ when job.Terms?.Kind != JobNames.KindOpen => "a range: the rows that score are hidden until all weights are in",
        { Pay: { IsExact: true, Most: var most } } when most == 0 => "not better than the best so far by enough, or nothing is left",
        { Pay.IsExact: true } => "exact, unless inputs of others come between",
        _ when job.Undecided > 0 => $"a range: {job.Undecided} earlier commitments are undecided",
        _ => "a range: not every earlier submission could be compared",
    };

    /// <summary>What it would pay if the hidden rows scored as the public ones; null where that says nothing.</summary>
    public static string? Guess(DryRunResult forecast, TokenInfo token)
    {
        if (forecast.Estimate is not { } estimate)
        {
            return null;
        }

        var pay = estimate.IsExact ? token.Text(estimate.Most) : $"{token.Text(estimate.Least)} to {token.Text(estimate.Most)}, by what others do,";
        return $"{pay} if the hidden rows score as the public ones do";
    }
}
