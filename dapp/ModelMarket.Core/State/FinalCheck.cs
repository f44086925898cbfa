using ModelMarket.Learning.Scoring;

namespace ModelMarket.Core.State;

/// <summary>The sealed final check of a rounds job: the last global model on the groups that were hidden. The run is a linear value.</summary>
/// <param name="Run">The scoring.</param>
/// <param name="NextRow">The run's cursor when this was committed: the batch.</param>
/// <param name="NextNode">The node within it.</param>
/// <param name="Score">The score, when it is there.</param>
internal sealed record FinalCheck(ScoringRun Run, int NextRow, int NextNode, long? Score)
{
    public static FinalCheck At(ScoringRun run, long? score = null) => new(run, run.NextRow, run.NextNode, score);

    public void WriteTo(CanonicalWriter writer) => writer.Int(NextRow).Int(NextNode).Int(Run.WorkDone).OptionalInt(Score);
}
