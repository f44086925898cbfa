using Rollup.Primitives;

namespace ModelMarket.Core.Inspect;

/// <summary>One line of the listing.</summary>
/// <param name="Id">The job's number.</param>
/// <param name="Title">One line for people.</param>
/// <param name="Sponsor">Who opened it.</param>
/// <param name="Token">The reward's token; zero for Ether.</param>
/// <param name="Phase">The phase at the time of the last input.</param>
/// <param name="WorkDue">Whether a <c>tick</c> would do something.</param>
/// <param name="OpenEnd">When Open ends; null for a job whose terms could not be read.</param>
/// <param name="Metric">Number of the metric.</param>
/// <param name="M0">Score of the initial model; null before Preparing is over.</param>
/// <param name="Best">The best score so far.</param>
/// <param name="Pool">The reward.</param>
/// <param name="Left">What may still be earned.</param>
/// <param name="Submissions">Commitments counted so far.</param>
/// <param name="PublicData">Whether all validation data is public and can be learned by heart.</param>
/// <param name="Kind">1 = open, 2 = sealed, 3 = rounds; null for a job whose terms could not be read.</param>
/// <param name="PayRule">Number of the pay rule (IMarketInputs).</param>
/// <param name="ClientBond">The least bond of a commitment; 0 = none is taken.</param>
public sealed record JobSummaryView(
    ulong Id,
    string Title,
    Address Sponsor,
    Address Token,
    JobPhase Phase,
    bool WorkDue,
    ulong? OpenEnd,
    byte? Metric,
    long? M0,
    long? Best,
    UInt128 Pool,
    UInt128 Left,
    int Submissions,
    bool PublicData,
    byte? Kind,
    byte? PayRule,
    UInt128 ClientBond);
