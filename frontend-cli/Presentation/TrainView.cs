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

    /// <summary>How well an attacker tells which rows were trained on; null without the self-test.</summary>
    public AttackView? Attack { get; init; }

    /// <summary>The same for ordinary training on the same rows; null without privacy.</summary>
    public AttackView? AttackWithoutDp { get; init; }
}
