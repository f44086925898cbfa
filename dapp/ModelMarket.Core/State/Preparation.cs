using ModelMarket.Core.Judging;
using ModelMarket.Learning.Scoring;

namespace ModelMarket.Core.State;

/// <summary>
/// Preparing under way: model and data are parsed, the initial model is being scored. The run is a linear value: the decision that advances
/// it always commits, so nobody sees it half-used.
/// </summary>
/// <param name="Judge">The parsed model and data.</param>
/// <param name="Run">The scoring of the initial model.</param>
/// <param name="Cursor">Where the run was when this was committed.</param>
internal sealed record Preparation(Judge Judge, ScoringRun Run, RunCursor Cursor)
{
    public static Preparation At(Judge judge, ScoringRun run) => new(judge, run, RunCursor.Of(run));

    public void WriteTo(CanonicalWriter writer) => Cursor.WriteTo(writer);
}
