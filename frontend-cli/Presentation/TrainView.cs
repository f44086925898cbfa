namespace ModelMarket.Cli.Presentation;

/// <summary>What <c>train</c> did. Scores in the metric's integer (value × 10⁹), on the job's public rows.</summary>
internal sealed record TrainView(ulong JobId, int Rows, long Parameters, string Metric, long ScoreBefore, long ScoreAfter, string Weights)
{
    /// <summary>How it trained.</summary>
    public string? Trainer { get; init; }

    /// <summary>ε spent; null without privacy.</summary>
    public double? Epsilon { get; init; }

    /// <summary>δ; null without privacy.</summary>
    public double? Delta { get; init; }

    /// <summary>AUC of an attacker who guesses which rows were trained on; null without the self-test.</summary>
    public double? AttackAuc { get; init; }

    /// <summary>The same for ordinary training on the same rows.</summary>
    public double? AttackAucWithoutDp { get; init; }
}
