using ModelMarket.Core.Inspect;
using Rollup.Primitives;

namespace ModelMarket.Core.Notices;

/// <summary>A job ended: what was paid, what goes back to whom, and the state root after it.</summary>
/// <param name="Type">Always <see cref="NoticeType.JobEnded"/>.</param>
/// <param name="JobId">The job's number.</param>
/// <param name="Phase"><see cref="JobPhase.Settled"/> or <see cref="JobPhase.Refunded"/>.</param>
/// <param name="End">Why, where it ended unpaid.</param>
/// <param name="M0">Score of the initial model; null if it was never scored.</param>
/// <param name="Best">The best score; null if the initial model was never scored.</param>
/// <param name="BestSubmissionId">The submission that holds it; null for the initial model.</param>
/// <param name="BestWeightsCid">Its weights.</param>
/// <param name="Money">The reward pot after the refunds.</param>
/// <param name="Refunds">The refund vouchers of this input.</param>
/// <param name="StateRoot">The state root after the input.</param>
public sealed record JobEndedNotice(
    string Type,
    ulong JobId,
    JobPhase Phase,
    EndView End,
    long? M0,
    long? Best,
    int? BestSubmissionId,
    string? BestWeightsCid,
    MoneyView Money,
    IReadOnlyList<RefundView> Refunds,
    Hash32 StateRoot);
