using ModelMarket.Learning.Scoring;
using Rollup.Primitives;

namespace ModelMarket.Core.State;

/// <summary>The sealed final check of a rounds job: the last global model on the groups that were hidden. The run is a linear value.</summary>
/// <param name="Run">The scoring; null once the score is there.</param>
/// <param name="Cursor">Where the run was when this was committed.</param>
/// <param name="Score">The score, when it is there.</param>
internal sealed record FinalCheck(ScoringRun? Run, RunCursor Cursor, long? Score)
{
    public static FinalCheck At(ScoringRun run, long? score = null) => new(score is null ? run : null, RunCursor.Of(run), score);

    public static FinalCheck ReadFrom(ref CanonicalReader reader) =>
        new(null, RunCursor.ReadFrom(ref reader), JobReader.ReadOptionalInt(ref reader));

    public void WriteTo(CanonicalWriter writer)
    {
        Cursor.WriteTo(writer);
        writer.OptionalInt(Score);
    }
}
