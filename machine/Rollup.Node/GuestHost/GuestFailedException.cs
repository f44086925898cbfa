namespace Rollup.Node.GuestHost;

/// <summary>The guest cannot be run: it does not start, or its replay answered differently than it did before.</summary>
public sealed class GuestFailedException : Exception
{
    /// <summary>Creates the exception with what happened and what the guest said last.</summary>
    public GuestFailedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with what happened and the cause.</summary>
    public GuestFailedException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
