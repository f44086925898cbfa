using Rollup.Primitives;

namespace ModelMarket.Core.Inspect;

/// <summary>Answer of <c>jobs/N</c>: all a client needs to decide, to train and to forecast its pay. Times are block times in seconds.</summary>
/// <param name="Id">The job's number.</param>
/// <param name="Title">One line for people.</param>
/// <param name="Sponsor">Who opened it.</param>
/// <param name="Token">The reward's token; zero for Ether.</param>
/// <param name="Phase">The phase at <paramref name="Now"/>.</param>
/// <param name="Now">The time the phase is judged at: of the last input the machine saw, or a later one that was asked for with <c>?at=</c>.</param>
/// <param name="WorkDue">Whether a <c>tick</c> would do something at that time.</param>
/// <param name="OpenedAt">When the job was opened.</param>
/// <param name="OpenStart">When Open starts at the latest, or started.</param>
/// <param name="OpenEnd">When Open ends, if Preparing does not end early.</param>
/// <param name="LastDeadline">The last possible deadline of a commitment.</param>
/// <param name="ReclaimAfter">From when on the depositors can reclaim without the rollup.</param>
/// <param name="Reclaiming">Whether reclaim has started: no new vouchers.</param>
/// <param name="PublicData">Whether all validation data is public and can be learned by heart.</param>
/// <param name="Terms">The terms; null if they could not be read.</param>
/// <param name="Model">The initial model.</param>
/// <param name="Data">The public validation data; null with sealed data, whose drawn groups are public.</param>
/// <param name="Money">The reward pot.</param>
/// <param name="SponsorBond">Pot 1.</param>
/// <param name="ClientBonds">Pot 2.</param>
/// <param name="Seal">The sealed data; null where there is none.</param>
/// <param name="Baseline">What a batch is measured against; null before its scoring, and in open jobs.</param>
/// <param name="Prepared">What Preparing found; null before.</param>
/// <param name="Best">The best score so far; null before Preparing is over.</param>
/// <param name="BestSubmissionId">The submission that holds it; null while it is the initial model's.</param>
/// <param name="BestWeightsCid">Its weights.</param>
/// <param name="Submissions">Commitments counted so far.</param>
/// <param name="Undecided">Commitments not decided yet.</param>
/// <param name="End">How the job ended; null while it has not.</param>
/// <param name="Rounds">Where a rounds job stands; null in other kinds and once it is pruned.</param>
public sealed record JobView(
    ulong Id,
    string Title,
    Address Sponsor,
    Address Token,
    JobPhase Phase,
    ulong Now,
    bool WorkDue,
    ulong OpenedAt,
    ulong? OpenStart,
    ulong? OpenEnd,
    ulong? LastDeadline,
    ulong ReclaimAfter,
    bool Reclaiming,
    bool PublicData,
    TermsView? Terms,
    ContentView? Model,
    ContentView? Data,
    MoneyView Money,
    MoneyView SponsorBond,
    MoneyView ClientBonds,
    SealView? Seal,
    BaselineView? Baseline,
    PreparedView? Prepared,
    long? Best,
    int? BestSubmissionId,
    string? BestWeightsCid,
    int Submissions,
    int Undecided,
    EndView? End,
    RoundsView? Rounds = null);
