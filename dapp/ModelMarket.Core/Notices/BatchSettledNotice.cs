using ModelMarket.Core.Inspect;

namespace ModelMarket.Core.Notices;

/// <summary>A sealed job was settled: all that is needed to compute every pay again by hand (mechanism.md §5).</summary>
/// <param name="Type">Always <see cref="NoticeType.BatchSettled"/>.</param>
/// <param name="JobId">The job's number.</param>
/// <param name="PayRule">Number of the rule that paid; R0 where the sponsor did not reveal.</param>
/// <param name="Pool">B.</param>
/// <param name="Slots">N of R0.</param>
/// <param name="Target">D.</param>
/// <param name="MinImprovement">A gain had to exceed this.</param>
/// <param name="WinnerThreshold">R2: the score the best had to reach; 0 = none.</param>
/// <param name="StakeCapThousandths">ρ; 0 = no cap.</param>
/// <param name="M0">Score of the initial model on the scoring rows.</param>
/// <param name="Defaulted">The sponsor did not reveal: the opened groups scored, and what nobody earned is burned.</param>
/// <param name="Paid">What was paid.</param>
/// <param name="Lines">One for each commitment that passed the gates, in the order of merit.</param>
public sealed record BatchSettledNotice(
    string Type,
    ulong JobId,
    byte PayRule,
    UInt128 Pool,
    uint Slots,
    ulong Target,
    ulong MinImprovement,
    ulong WinnerThreshold,
    uint StakeCapThousandths,
    long M0,
    bool Defaulted,
    UInt128 Paid,
    IReadOnlyList<BatchLineView> Lines);
