namespace ModelMarket.Cli.Demo;

/// <summary>The demo's job, as data. Scores in the metric's integer, amounts in the token's smallest unit as text.</summary>
internal sealed record DemoJob(
    ulong Id,
    string Title,
    string Sponsor,
    string Reward,
    string Paid,
    string Refunded,
    long InitialScore,
    long FinalScore,
    double AccuracyBefore,
    double AccuracyAfter,
    string Phase);
