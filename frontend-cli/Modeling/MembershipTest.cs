using ModelMarket.Cli.Data;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Cli.Modeling;

/// <summary>
/// What an attacker could learn: given the weights and a row, was the row trained on? The attacker of this test knows how the weights were trained and has
/// all rows in question, so trains models of its own: each row is in half of them. Nobody outside knows that much, so this is the cautious side.
/// </summary>
internal sealed class MembershipTest
{
    /// <summary>Models the attacker trains, each on half of the rows; in pairs, so that each row is in one of two.</summary>
    public const int References = 16;

    private const int RowsMax = 500;
    private const double LossLeast = 1e-9; // the resolution of a metric's integer
    private const double Unit = 1e9;

    private readonly Workbench _bench;
    private readonly DataSet _rows;
    private readonly List<(HashSet<int> Rows, WeightSet Weights)> _references;

    private MembershipTest(Workbench bench, DataSet rows, List<(HashSet<int> Rows, WeightSet Weights)> references)
    {
        _bench = bench;
        _rows = rows;
        _references = references;
    }

    /// <summary>Trains the attacker's own models.</summary>
    /// <param name="bench">The job's model.</param>
    /// <param name="rows">The rows in question, those of the attacked weights and others of the same kind; 2 at least.</param>
    /// <param name="train">How the attacked weights were trained.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <exception cref="CliFault">There are too few rows, or training on half of them is not possible.</exception>
    public static MembershipTest Prepare(Workbench bench, DataSet rows, Func<DataSet, WeightSet> train, Action<double> progress)
    {
        if (rows.RowCount < 2)
        {
            throw NoRows();
        }

        var references = new List<(HashSet<int> Rows, WeightSet Weights)>();
        for (var pair = 0; references.Count < References; pair++)
        {
            var order = RowSplit.Shuffle(rows.RowCount, (ulong)pair);
            foreach (var half in new[] { order[..(order.Length / 2)], order[(order.Length / 2)..] })
            {
                references.Add(([.. half], train(rows.Select(half))));
                progress((double)references.Count / References);
            }
        }

        return new MembershipTest(bench, rows, references);
    }

    /// <summary>Attacks weights.</summary>
    /// <param name="weights">The weights that would be published.</param>
    /// <param name="members">Numbers of rows they were trained on.</param>
    /// <param name="others">Numbers of rows they were not.</param>
    /// <exception cref="CliFault">The rows do not fit the model, or there are none.</exception>
    public AttackAucs Attack(WeightSet weights, IReadOnlyList<int> members, IReadOnlyList<int> others)
    {
        if (members.Count == 0 || others.Count == 0)
        {
            throw NoRows();
        }

        Evidence[] inside = [.. members.Take(RowsMax).Select(row => EvidenceOf(weights, row))];
        Evidence[] outside = [.. others.Take(RowsMax).Select(row => EvidenceOf(weights, row))];
        return new AttackAucs(
            Area(inside, outside, evidence => evidence.Confidence),
            Area(inside, outside, evidence => evidence.AgainstOthers),
            Area(inside, outside, evidence => evidence.Likelihood),
            inside.Length,
            outside.Length);
    }

    /// <summary>The chance that the greater of two values, one of each list, is the first list's; a tie counts half. Neither may be empty.</summary>
    internal static double Area<T>(IReadOnlyList<T> inside, IReadOnlyList<T> outside, Func<T, double> value)
    {
        double[] others = [.. outside.Select(value)];
        long halves = 0;
        foreach (var one in inside.Select(value))
        {
            foreach (var other in others)
            {
                halves += one > other ? 2 : one == other ? 1 : 0;
            }
        }

        return halves / (2.0 * inside.Count * outside.Count);
    }

    // With one variance for all rows, of models with a row and without it: with so few models a variance per row is mostly chance.
    private Evidence EvidenceOf(WeightSet weights, int row)
    {
        var scorer = ScorerOf(row);
        var attacked = Confidence(scorer, weights);
        var (with, without, countWith) = (0.0, 0.0, 0);
        foreach (var (rows, reference) in _references)
        {
            var confidence = Confidence(scorer, reference);
            (with, without, countWith) = rows.Contains(row) ? (with + confidence, without, countWith + 1) : (with, without + confidence, countWith);
        }

        (with, without) = (with / countWith, without / (_references.Count - countWith));
        return new Evidence(attacked, attacked - without, Square(attacked - without) - Square(attacked - with));
    }

    // How sure a model is of a row, on a scale on which that is roughly normal: log-odds of the true class, or less the error.
    private static double Confidence(Scorer scorer, WeightSet weights)
    {
        if (!scorer.TryScore(weights, out var score, out var fault))
        {
            throw CliFault.Usage($"A row could not be scored: {fault.Detail}");
        }

        return scorer.Terms.Metric switch
        {
            Metric.LogLoss => -Math.Log(Math.Exp(Math.Max(score.Value / Unit, LossLeast)) - 1),
            Metric.Accuracy => score.Value / Unit,
            _ => -score.Value / Unit,
        };
    }

    private Scorer ScorerOf(int row)
    {
        var terms = _bench.Judge.Scorer.Terms;
        var metric = terms.OutputKind switch
        {
            OutputKind.Value => Metric.MeanAbsoluteError,
            OutputKind.Label => Metric.Accuracy,
            _ => Metric.LogLoss,
        };
        return Scorer.TryCreate(_bench.Model, _rows.Select([row]), terms with { Metric = metric, UseSampleWeights = false }, _bench.Plan, out var scorer, out var fault)
            ? scorer!
            : throw CliFault.Usage($"A row could not be scored: {fault.Detail}");
    }

    private static double Square(double value) => value * value;

    private static CliFault NoRows() => CliFault.Usage("The self-test needs rows that were trained on and rows that were not.");

    /// <summary>What speaks for "trained on", by attack; the greater, the more.</summary>
    private readonly record struct Evidence(double Confidence, double AgainstOthers, double Likelihood);
}
