namespace ModelMarket.Core;

/// <summary>How a commitment was decided, in the order of the gates (mechanism.md §4).</summary>
public enum SubmissionOutcome : byte
{
    /// <summary>Not decided.</summary>
    None = 0,

    /// <summary>Improved on the best so far and was paid for it.</summary>
    Paid = 1,

    /// <summary>Was not revealed in time.</summary>
    NotRevealed = 2,

    /// <summary>Its blocks did not arrive in time.</summary>
    NotUploaded = 3,

    /// <summary>Gate 1: the file is not the declared size, or not weights of this model.</summary>
    FormatRefused = 4,

    /// <summary>Gate 1: at least one output is not finite.</summary>
    NotFinite = 5,

    /// <summary>Gate 2: the weights moved further than the terms allow.</summary>
    NormExceeded = 6,

    /// <summary>Gate 3: the same tensors as an earlier submission or the initial model.</summary>
    ExactDuplicate = 7,

    /// <summary>Gate 3: weight deltas point the same way as an earlier submission's.</summary>
    WeightDuplicate = 8,

    /// <summary>Gate 3: output deltas point the same way as an earlier submission's.</summary>
    OutputDuplicate = 9,

    /// <summary>Gate 4: not better than the best so far by more than the least improvement.</summary>
    NotImproved = 10,

    /// <summary>Improved on the best so far when the pot was empty, or by too little for one unit of the token.</summary>
    ImprovedUnpaid = 11,

    /// <summary>The job ended before the commitment was decided.</summary>
    JobEnded = 12,

    /// <summary>Given up by its sender for a later commitment; it keeps a place among those the terms count.</summary>
    Replaced = 13,

    /// <summary>Gate 5: below a floor of the terms on some part of the rows.</summary>
    FloorMissed = 14,
}
