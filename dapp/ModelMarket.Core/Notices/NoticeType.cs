namespace ModelMarket.Core.Notices;

/// <summary>The values of <c>type</c> in notices and reports.</summary>
public static class NoticeType
{
    /// <summary>A job was taken.</summary>
    public const string JobOpened = "jobOpened";

    /// <summary>The groups of sealed data that are opened were drawn.</summary>
    public const string GroupsDrawn = "groupsDrawn";

    /// <summary>The initial model has its score on the rows that score a batch of submissions.</summary>
    public const string ScoringStarted = "scoringStarted";

    /// <summary>Preparing is over and the initial model has its score.</summary>
    public const string JobPrepared = "jobPrepared";

    /// <summary>A commitment was decided.</summary>
    public const string SubmissionDecided = "submissionDecided";

    /// <summary>A sealed job was settled.</summary>
    public const string BatchSettled = "batchSettled";

    /// <summary>A round was settled.</summary>
    public const string RoundSettled = "roundSettled";

    /// <summary>The sealed final check of a rounds job was settled.</summary>
    public const string FinalSettled = "finalSettled";

    /// <summary>Money of one pot is claimed by proof.</summary>
    public const string Settlement = "settlement";

    /// <summary>A job ended, settled or refunded.</summary>
    public const string JobEnded = "jobEnded";

    /// <summary>A deposit was added to the reward.</summary>
    public const string ToppedUp = "toppedUp";

    /// <summary>A deposit that could not be used goes back.</summary>
    public const string DepositReturned = "depositReturned";

    /// <summary>Something sent through an official portal by mistake goes back.</summary>
    public const string PortalReturned = "portalReturned";

    /// <summary>Somebody published a key for private messages.</summary>
    public const string KeyPublished = "keyPublished";

    /// <summary>A public note on a job.</summary>
    public const string Note = "note";

    /// <summary>A private message between people of a job.</summary>
    public const string Message = "message";

    /// <summary>Reclaim without the rollup has started.</summary>
    public const string ReclaimStarted = "reclaimStarted";

    /// <summary>A report: the input was taken.</summary>
    public const string Accepted = "accepted";

    /// <summary>A report: the input was not taken.</summary>
    public const string Rejected = "rejected";
}
