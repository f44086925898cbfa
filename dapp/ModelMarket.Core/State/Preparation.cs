using ModelMarket.Core.Judging;
using ModelMarket.Learning.Scoring;

namespace ModelMarket.Core.State;

/// <summary>
/// Preparing under way: model and data are parsed, the initial model is being scored. The run is a linear value: the decision that advances
/// it always commits, so nobody sees it half-used.
/// </summary>
/// <param name="Judge">The parsed model and data.</param>
/// <param name="Run">The scoring of the initial model.</param>
/// <param name="NextRow">The run's cursor when this was committed: the batch.</param>
/// <param name="NextNode">The node within it.</param>
internal sealed record Preparation(Judge Judge, ScoringRun Run, int NextRow, int NextNode)
{
    public static Preparation At(Judge judge, ScoringRun run) => new(judge, run, run.NextRow, run.NextNode);

    public void WriteTo(CanonicalWriter writer) => writer.Int(NextRow).Int(NextNode).Int(Run.WorkDone);
}
