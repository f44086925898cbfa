using ModelMarket.Core.Inspect;

namespace ModelMarket.Core.Notices;

/// <summary>The sealed final check of a rounds job was settled: all that is needed to compute every pay again by hand.</summary>
/// <param name="Type">Always <see cref="NoticeType.FinalSettled"/>.</param>
/// <param name="JobId">The job's number.</param>
/// <param name="M0">Score of the initial model on the rows of the check.</param>
/// <param name="Score">Score of the last global model on them.</param>
/// <param name="Improvement">I: better by how much; 0 if it is not.</param>
/// <param name="Rows">How many rows those are.</param>
/// <param name="Defaulted">The sponsor did not reveal: the rows are the opened groups, and what nobody earned is burned.</param>
/// <param name="Target">D.</param>
/// <param name="FinalPart">F: the final check's part of the pool.</param>
/// <param name="Payable"><c>⌊F·min(D, I)/D⌋</c>, shared by the contributions.</param>
/// <param name="Paid">What was paid after the cap by stake.</param>
/// <param name="StakeCapThousandths">ρ; 0 = no cap.</param>
/// <param name="Lines">One for each submission that contributed.</param>
public sealed record FinalSettledNotice(
    string Type,
    ulong JobId,
    long M0,
    long Score,
    ulong Improvement,
    long Rows,
    bool Defaulted,
    ulong Target,
    UInt128 FinalPart,
    UInt128 Payable,
    UInt128 Paid,
    uint StakeCapThousandths,
    IReadOnlyList<FinalLineView> Lines);
