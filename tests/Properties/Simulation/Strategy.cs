namespace Properties.Simulation;

/// <summary>What Mallory does, who has as many rows as each honest owner.</summary>
public enum Strategy
{
    /// <summary>Nothing: the zero of every other row.</summary>
    Abstain,

    /// <summary>Trains on the rows and submits once.</summary>
    Honest,

    /// <summary>Commits to nothing of her own: repeats an honest owner's commitment from her address.</summary>
    CommitmentCopied,

    /// <summary>Submits an honest owner's very weights, leaked or already public.</summary>
    ExactCopy,

    /// <summary>The same in another encoding.</summary>
    CopyInOtherBytes,

    /// <summary>The same with noise of 10⁻⁶ on each weight.</summary>
    NoisyCopy,

    /// <summary>The same, the whole delta 1 % longer.</summary>
    ScaledCopy,

    /// <summary>The same copy, sent so that it is mined before the owner's own reveal.</summary>
    Reordered,

    /// <summary>Random numbers instead of training.</summary>
    LazyNoise,

    /// <summary>Trains, and sends ten times the delta the other way.</summary>
    SignFlip,

    /// <summary>Trains, commits, and reveals after the deadline.</summary>
    LateReveal,

    /// <summary>Trains, commits, and never reveals.</summary>
    NeverReveals,

    /// <summary>Reveals weights of which no block arrives.</summary>
    NeverUploads,

    /// <summary>Uploads a file that is not weights.</summary>
    Malformed,

    /// <summary>The unsplit counterpart of the next row: where the rows are public she scores ten variations at home and submits the best.</summary>
    BestOfTen,

    /// <summary>Trains once and submits small variations from ten accounts.</summary>
    SplitIntoTen,

    /// <summary>The same with variations so large that gate 3 cannot tell them from ten trainings.</summary>
    TenTickets,

    /// <summary>Ten accounts collude: each takes a step that is barely more than the least improvement, in every round, and they save the rest.</summary>
    BarelyBetter,
}
