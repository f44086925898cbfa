namespace ModelMarket.Core;

/// <summary>How far a commitment has come.</summary>
public enum SubmissionStatus : byte
{
    /// <summary>Committed, not revealed.</summary>
    Committed = 1,

    /// <summary>Revealed; blocks are missing.</summary>
    Revealed = 2,

    /// <summary>All blocks are there; waits for its turn.</summary>
    Uploaded = 3,

    /// <summary>Being scored.</summary>
    Scoring = 4,

    /// <summary>Decided: see the outcome.</summary>
    Decided = 5,

    /// <summary>Passed the gates of a batch; what it earns is settled with the others.</summary>
    Judged = 6,
}
