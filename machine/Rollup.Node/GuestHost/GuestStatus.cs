namespace Rollup.Node.GuestHost;

/// <summary>How a request ended, in the terms of the Cartesi node's input status.</summary>
public enum GuestStatus
{
    /// <summary>The guest accepted; its outputs and reports count.</summary>
    Accepted = 0,

    /// <summary>The guest answered <c>finish: reject</c>.</summary>
    Rejected = 1,

    /// <summary>The guest raised a rollup exception, or its process ended while it worked (the guest tools raise one then).</summary>
    Exception = 2,

    /// <summary>More outputs than one input may leave.</summary>
    OutputsLimitExceeded = 3,

    /// <summary>The guest took longer than the host allows.</summary>
    TimeLimitExceeded = 4,

    /// <summary>The payload does not fit the machine's buffer.</summary>
    PayloadLengthLimitExceeded = 5,
}
