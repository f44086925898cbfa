namespace ModelMarket.Core;

/// <summary>Where a job is: a pure function of its state and the time (mechanism.md §1).</summary>
public enum JobPhase : byte
{
    /// <summary>Waits for the initial model and the data, and scores the initial model.</summary>
    Preparing = 1,

    /// <summary>Takes commitments, reveals and blocks.</summary>
    Open = 2,

    /// <summary>Takes no commitments any more; those that are there are revealed and uploaded, each by its own deadline.</summary>
    Reveal = 3,

    /// <summary>Every deadline is over; what is not decided yet is decided by <c>tick</c>.</summary>
    Scoring = 4,

    /// <summary>Over, and somebody was paid.</summary>
    Settled = 5,

    /// <summary>Over unpaid: everything goes back to the depositors.</summary>
    Refunded = 6,

    /// <summary>Sealed data only: waits for the draw of the groups that are opened; has a fixed length.</summary>
    Funded = 7,

    /// <summary>Sealed data only: no weights come any more, the sponsor reveals the groups that were not drawn.</summary>
    SealedReveal = 8,

    /// <summary>Over, and the sponsor did not reveal its sealed data.</summary>
    Defaulted = 9,
}
