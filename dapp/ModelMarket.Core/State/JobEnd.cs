namespace ModelMarket.Core.State;

/// <summary>How a job ended.</summary>
/// <param name="Reason">Why it ended unpaid, or with its sponsor in default; none if it was settled.</param>
/// <param name="Detail">What exactly was wrong.</param>
/// <param name="At">Block time of the input that ended it.</param>
internal sealed record JobEnd(RejectCode Reason, string Detail, ulong At)
{
    public JobPhase Phase => Reason switch
    {
        RejectCode.None => JobPhase.Settled,
        RejectCode.SealedDataMissing => JobPhase.Defaulted,
        _ => JobPhase.Refunded,
    };
}
