using System.Globalization;
using ModelMarket.Cli.Explanations;

namespace ModelMarket.Cli.Presentation;

/// <summary>One explained pay as data; amounts and big integers as text.</summary>
internal sealed record ExplainLineView(
    string What, int SubmissionId, string Sender, string Outcome, long? Score, long? Before, string Gain, string Formula, string Said, string Recomputed, bool Equal)
{
    /// <summary>The view of one.</summary>
    public static ExplainLineView Of(PayLine line) => new(
        line.What,
        line.SubmissionId,
        line.Sender.ToChecksumString(),
        line.Outcome,
        line.Score,
        line.Before,
        line.Gain.ToString(CultureInfo.InvariantCulture),
        line.Formula,
        line.Said.ToString(CultureInfo.InvariantCulture),
        line.Own.ToString(CultureInfo.InvariantCulture),
        line.IsEqual);
}
