namespace ModelMarket.Cli.Storage;

/// <summary>A source failed in a way that is its own: another may do better. The message says how, in a few words.</summary>
internal sealed class RemoteFault : Exception
{
    /// <summary>Creates a fault.</summary>
    /// <param name="message">How it failed.</param>
    /// <param name="isUnknownCaller">See <see cref="IsUnknownCaller"/>.</param>
    public RemoteFault(string message, bool isUnknownCaller = false)
        : base(message)
    {
        IsUnknownCaller = isUnknownCaller;
    }

    /// <summary>Creates a fault with what caused it.</summary>
    public RemoteFault(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>Whether it does not know, or does not let in, who asks.</summary>
    public bool IsUnknownCaller { get; }
}
