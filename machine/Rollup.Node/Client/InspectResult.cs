namespace Rollup.Node.Client;

/// <summary>The answer to a question.</summary>
/// <param name="Status"><c>Accepted</c>, <c>Rejected</c> or <c>Exception</c>.</param>
/// <param name="Exception">What went wrong, if anything.</param>
/// <param name="Reports">The reports in order.</param>
/// <param name="ProcessedInputCount">After how many inputs the question was asked.</param>
public sealed record InspectResult(string Status, string? Exception, IReadOnlyList<byte[]> Reports, ulong ProcessedInputCount)
{
    /// <summary>Whether the application answered.</summary>
    public bool IsAccepted => Status == "Accepted";
}
