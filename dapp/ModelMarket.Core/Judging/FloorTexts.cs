using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Scoring;

namespace ModelMarket.Core.Judging;

/// <summary>What a submission below a floor is told, by the machine and by a dry run.</summary>
internal static class FloorTexts
{
    public static string Missed(int index, in FloorTerms floor, in Score score) =>
        $"Floor {index}: {floor.Metric} on {(floor.By == FloorScope.Class ? "class" : "slice")} {floor.Value} is {score.Value}, at {(floor.Metric.HigherIsBetter() ? "least" : "most")} {floor.Floor} is asked.";
}
