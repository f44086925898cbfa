namespace ModelMarket.Cli.Storage;

/// <summary>A source failed in a way that is its own: another may do better. The message says how, in a few words.</summary>
internal sealed class RemoteFault : Exception
{
    /// <summary>Creates a fault.</summary>
    public RemoteFault(string message)
        : base(message)
    {
    }

    /// <summary>Creates a fault with what caused it.</summary>
    public RemoteFault(string message, Exception cause)
        : base(message, cause)
    {
    }
}
