namespace Rollup.Guest;

/// <summary>The rollup HTTP server refused a request or answered something that is not the protocol.</summary>
public sealed class RollupServerException : Exception
{
    /// <summary>Creates the exception with what was asked and what came back.</summary>
    public RollupServerException(string message)
        : base(message)
    {
    }
}
