namespace ModelMarket.Cli.Session.Node;

/// <summary>A JSON-RPC error.</summary>
internal sealed record NodeError(int Code, string Message)
{
    /// <summary>What was asked for does not exist (yet).</summary>
    public const int NotFound = -32001;
}
