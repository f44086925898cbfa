namespace Rollup.Node.Rpc;

/// <summary>What became of an input, in the words of the official node.</summary>
public enum InputStatus
{
    /// <summary>Not processed yet.</summary>
    None = 0,

    /// <summary>Accepted: its outputs count.</summary>
    Accepted = 1,

    /// <summary>The application rejected it.</summary>
    Rejected = 2,

    /// <summary>The application raised an exception, or its process ended.</summary>
    Exception = 3,

    /// <summary>The machine halted (the official node only).</summary>
    MachineHalted = 4,

    /// <summary>Too many outputs.</summary>
    OutputsLimitExceeded = 5,

    /// <summary>Too many machine cycles (the official node only).</summary>
    CycleLimitExceeded = 6,

    /// <summary>It took too long.</summary>
    TimeLimitExceeded = 7,

    /// <summary>It does not fit the machine's buffer.</summary>
    PayloadLengthLimitExceeded = 8,
}
