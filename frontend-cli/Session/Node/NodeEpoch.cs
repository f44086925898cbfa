namespace ModelMarket.Cli.Session.Node;

/// <summary>An epoch as the official node's JSON-RPC tells it.</summary>
internal sealed record NodeEpoch(string Index, string FirstBlock, string LastBlock, string? OutputsMerkleRoot, string? ClaimTransactionHash, string Status)
{
    /// <summary>The status from which outputs can be executed.</summary>
    public const string Accepted = "CLAIM_ACCEPTED";
}
