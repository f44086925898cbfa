namespace Rollup.Node.GuestHost;

/// <summary>What one request led to.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Outputs">Encoded vouchers and notices in order; empty unless an input was accepted.</param>
/// <param name="Reports">Reports in order, whatever the status: dropping them is the node's decision.</param>
/// <param name="ExceptionPayload">Payload of a rollup exception, or the words about an ended process; empty otherwise.</param>
public sealed record GuestResult(
    GuestStatus Status,
    IReadOnlyList<byte[]> Outputs,
    IReadOnlyList<byte[]> Reports,
    byte[] ExceptionPayload)
{
    /// <summary>Whether the request was accepted.</summary>
    public bool IsAccepted => Status == GuestStatus.Accepted;
}
