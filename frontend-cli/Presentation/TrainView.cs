namespace ModelMarket.Cli.Presentation;

/// <summary>What <c>train</c> did. Scores in the metric's integer (value × 10⁹), on the job's public rows.</summary>
internal sealed record TrainView(ulong JobId, int Rows, long Parameters, string Metric, long ScoreBefore, long ScoreAfter, string Weights);
