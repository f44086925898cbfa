using ModelMarket.Learning.Data;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Cli.Modeling;

/// <summary>
/// What an attacker could learn: given the weights and a row, was the row trained on? The attack guesses "yes" below some loss (Yeom et al. 2018).
/// Its quality is the area under the ROC curve over all thresholds: the chance that a trained row has the smaller loss of two. 0.5 is guessing.
/// </summary>
internal static class MembershipTest
{
    private const int RowsMax = 500;

    /// <summary>The attacker's AUC.</summary>
    /// <param name="bench">The job's model.</param>
    /// <param name="weights">The weights that would be published.</param>
    /// <param name="members">Rows they were trained on.</param>
    /// <param name="others">Rows of the same kind they were not.</param>
    /// <exception cref="CliFault">The rows do not fit the model, or there are none.</exception>
    public static double Auc(Workbench bench, WeightSet weights, DataSet members, DataSet others)
    {
        var (inside, outside) = (Losses(bench, weights, members), Losses(bench, weights, others));
        if (inside.Length == 0 || outside.Length == 0)
        {
            throw CliFault.Usage("The self-test needs rows that were trained on and rows that were not.");
        }

        long halves = 0;
        foreach (var one in inside)
        {
            foreach (var other in outside)
            {
                halves += one < other ? 2 : one == other ? 1 : 0;
            }
        }

        return halves / (2.0 * inside.Length * outside.Length);
    }

    private static long[] Losses(Workbench bench, WeightSet weights, DataSet rows)
    {
        var losses = new long[Math.Min(rows.RowCount, RowsMax)];
        for (var i = 0; i < losses.Length; i++)
        {
            losses[i] = Loss(bench, weights, rows.Select([i]));
        }

        return losses;
    }

    /// <summary>The loss of one row, in the metric's integer.</summary>
    private static long Loss(Workbench bench, WeightSet weights, DataSet row)
    {
        var terms = bench.Judge.Scorer.Terms;
        var metric = terms.OutputKind switch
        {
            OutputKind.Value => Metric.MeanAbsoluteError,
            OutputKind.Label => Metric.Accuracy,
            _ => Metric.LogLoss,
        };
        return Scorer.TryCreate(bench.Model, row, terms with { Metric = metric, UseSampleWeights = false }, bench.Plan, out var scorer, out var fault) && scorer!.TryScore(weights, out var score, out fault)
            ? metric == Metric.Accuracy ? -score.Value : score.Value
            : throw CliFault.Usage($"A row could not be scored: {fault.Detail}");
    }
}
