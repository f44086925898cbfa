using System.Globalization;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Judging;

namespace ModelMarket.Cli.Presentation;

/// <summary>What <c>submit</c> said before and what came of it. Scores in the metric's integer, amounts in the token's smallest unit as text.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Score">The exact score; null where an output is not finite.</param>
/// <param name="PayLeast">No outcome pays less.</param>
/// <param name="PayMost">No outcome pays more.</param>
/// <param name="Exact">Whether both are the same.</param>
/// <param name="Why">What decides the pay.</param>
/// <param name="SubmissionId">The submission; null for a dry run.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Outcome">How it was decided; null while it is not.</param>
/// <param name="DecidedScore">The score in the decision.</param>
/// <param name="Pay">The pay in the decision.</param>
internal sealed record SubmitView(
    ulong JobId,
    long? Score,
    string PayLeast,
    string PayMost,
    bool Exact,
    string Why,
    int? SubmissionId,
    string? Status,
    string? Outcome,
    long? DecidedScore,
    string? Pay)
{
    /// <summary>What commit, reveal and upload would cost at the price of the next block; null but in a dry run.</summary>
    public string? GasLikelyWei { get; init; }

    /// <summary>The same at the most that would be offered.</summary>
    public string? GasMostWei { get; init; }

    /// <summary>The view of a forecast, and of the submission where there is one.</summary>
    public static SubmitView Of(JobView job, DryRunResult forecast, SubmissionView? submission) => new(
        job.Id,
        forecast.Score,
        Text(forecast.Pay.Least),
        Text(forecast.Pay.Most),
        forecast.Pay.IsExact,
        ForecastText.Why(forecast, job),
        submission?.Id,
        submission?.Status.ToString(),
        submission?.Decision?.Outcome.ToString(),
        submission?.Decision?.Score,
        submission?.Decision is { } decision ? Text(decision.Pay) : null);

    private static string Text(UInt128 amount) => amount.ToString(CultureInfo.InvariantCulture);
}
