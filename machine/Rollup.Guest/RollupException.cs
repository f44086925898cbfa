namespace Rollup.Guest;

/// <summary>Thrown by an application to end a request as a rollup exception: the state goes back as with a reject, and the node learns
/// <see cref="Payload"/>. Any other exception counts as a plain reject.</summary>
public sealed class RollupException : Exception
{
    /// <summary>Creates the exception with bytes for the node.</summary>
    public RollupException(ReadOnlyMemory<byte> payload)
        : base("The application ended the request with a rollup exception.") => Payload = payload;

    /// <summary>Creates the exception with text for the node, which sees it as UTF-8.</summary>
    public RollupException(string message)
        : base(message) => Payload = System.Text.Encoding.UTF8.GetBytes(message);

    /// <summary>What the node learns.</summary>
    public ReadOnlyMemory<byte> Payload { get; }
}
