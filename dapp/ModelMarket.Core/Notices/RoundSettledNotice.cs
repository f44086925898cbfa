using ModelMarket.Core.Inspect;

namespace ModelMarket.Core.Notices;

/// <summary>A round was settled: all that is needed to compute every pay again by hand.</summary>
/// <param name="Type">Always <see cref="NoticeType.RoundSettled"/>.</param>
/// <param name="JobId">The job's number.</param>
/// <param name="Round">The round with its v(N), B_left, B_r and the new global model.</param>
/// <param name="Rounds">Rounds of the job: D_r is the target divided by it.</param>
/// <param name="RoundsLeft">This round and those after it.</param>
/// <param name="Target">D.</param>
/// <param name="FinalThousandths">The final check's part of the pool.</param>
/// <param name="StakeCapThousandths">ρ; 0 = no cap.</param>
/// <param name="Aggregator">Number of the aggregation rule (IMarketInputs).</param>
/// <param name="AggregatorParameter">Its parameter.</param>
/// <param name="PhiUnit">n!, the unit of φ; null under the mixed rule and where nothing is paid.</param>
/// <param name="Members">The submissions that were aggregated, in commitment order: member 0, 1, ….</param>
/// <param name="CoalitionScores">Scores of aggregates: first of all members; then, up to ten members, of the coalition with mask 1, 2, … (bit i =
/// member i), else of all but member 0, 1, …. Only the first where the aggregate is no better than the start.</param>
/// <param name="Lines">One for each member; empty where nothing is paid.</param>
public sealed record RoundSettledNotice(
    string Type,
    ulong JobId,
    RoundView Round,
    uint Rounds,
    uint RoundsLeft,
    ulong Target,
    uint FinalThousandths,
    uint StakeCapThousandths,
    byte Aggregator,
    uint AggregatorParameter,
    long? PhiUnit,
    IReadOnlyList<int> Members,
    IReadOnlyList<long> CoalitionScores,
    IReadOnlyList<RoundLineView> Lines);
