namespace ModelMarket.Core.Inspect;

/// <summary>One round of a rounds job. Times are block times in seconds, metric quantities in the metric's integer, amounts in the token's smallest unit.</summary>
/// <param name="Round">Its number, from 1.</param>
/// <param name="Phase">Where it is.</param>
/// <param name="OpenStart">When it opens.</param>
/// <param name="OpenEnd">When it takes no more commitments.</param>
/// <param name="RevealEnd">When the last one must be revealed.</param>
/// <param name="UploadEnd">When the last block must have arrived; its scoring starts.</param>
/// <param name="Submissions">Commitments to it so far.</param>
/// <param name="StartScore">Score of the model it starts from, on the public rows; null until that is known.</param>
/// <param name="Score">Score of the aggregate of all members; null before, and if there were none.</param>
/// <param name="Improvement">v(N), if above zero; else 0.</param>
/// <param name="Members">How many clients were aggregated.</param>
/// <param name="Left">B_left before it: of the rounds' part, what no round had assigned.</param>
/// <param name="Pool">B_r.</param>
/// <param name="Assigned">What the rule gave of it, before the cap by stake.</param>
/// <param name="Paid">What was paid.</param>
/// <param name="Global">The model it made; null if the model stayed, or before.</param>
/// <param name="SettledAt">Block time of the input that settled it; null before.</param>
public sealed record RoundView(
    uint Round,
    RoundPhase Phase,
    ulong OpenStart,
    ulong OpenEnd,
    ulong RevealEnd,
    ulong UploadEnd,
    int Submissions,
    long? StartScore,
    long? Score,
    ulong Improvement,
    int Members,
    UInt128 Left,
    UInt128 Pool,
    UInt128 Assigned,
    UInt128 Paid,
    GlobalModelView? Global,
    ulong? SettledAt);
