namespace Rollup.Node.Rpc;

/// <summary>Where an epoch stands on its way to L1.</summary>
public enum EpochStatus
{
    /// <summary>It may still get inputs.</summary>
    Open = 0,

    /// <summary>Its last block has been read.</summary>
    Closed = 1,

    /// <summary>Every input of it was processed.</summary>
    InputsProcessed = 2,

    /// <summary>The outputs root is known.</summary>
    ClaimComputed = 3,

    /// <summary>The claim was sent to the consensus.</summary>
    ClaimSubmitted = 4,

    /// <summary>The consensus accepted the claim: outputs can be executed.</summary>
    ClaimAccepted = 5,

    /// <summary>The consensus accepted another claim for the epoch.</summary>
    ClaimRejected = 6,
}
