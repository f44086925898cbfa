namespace Rollup.Primitives;

/// <summary>A rule of our own code is broken: a bug, never a user's mistake.</summary>
public sealed class InvariantException : Exception
{
    /// <summary>Creates the exception with the broken rule as its message.</summary>
    public InvariantException(string message)
        : base(message)
    {
    }
}
