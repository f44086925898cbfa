using ModelMarket.Cli.Verification;
using Rollup.Node.Verification;

namespace ModelMarket.Cli.Presentation;

/// <summary>What <c>verify</c> found. <paramref name="Match"/> decides the exit code.</summary>
internal sealed record VerifyView(
    bool Match,
    string Application,
    ulong LastBlock,
    ulong Inputs,
    ulong Resumed,
    ulong Accepted,
    ulong Outputs,
    string Root,
    int Claims,
    int Equal,
    IReadOnlyList<ClaimDifferenceView> Differences,
    ulong Executed,
    IReadOnlyList<ExecutionDifferenceView> WrongExecutions,
    NodeDifferenceView? NodeDifference,
    double Seconds,
    double InputsPerSecond,
    double MegabytesPerSecond)
{
    /// <summary>The view of a report.</summary>
    public static VerifyView Of(ReplayReport report, Uri? against)
    {
        var seconds = Math.Max(report.Elapsed.TotalSeconds, 0.001);
        return new VerifyView(
            report.IsMatch,
            report.Application.ToChecksumString(),
            report.LastBlock,
            report.InputCount,
            report.ResumedInputCount,
            report.AcceptedInputCount,
            report.OutputCount,
            report.OutputsRoot.ToString(),
            report.Claims.Count,
            report.Claims.Count(claim => claim.IsMatch),
            [.. report.Claims.Where(claim => !claim.IsMatch).Select(Of)],
            report.ExecutedOutputCount,
            [.. report.WrongExecutions.Select(Of)],
            report.NodeDifference is { } difference ? Of(difference, against!) : null,
            Math.Round(seconds, 2),
            Math.Round((report.InputCount - report.ResumedInputCount) / seconds, 1),
            Math.Round(report.CalldataBytes / ReplayNarrator.MegabyteBytes / seconds, 3));
    }

    private static ClaimDifferenceView Of(ClaimCheck claim) =>
        new(claim.EpochIndex, claim.LastBlock, claim.FirstInput, claim.InputsEnd, claim.ClaimedRoot.ToString(), claim.ComputedRoot.ToString(), claim.Transaction.ToString());

    private static ExecutionDifferenceView Of(ExecutionCheck check) =>
        new(check.OutputIndex, check.InputIndex, check.ExecutedHash.ToString(), check.ComputedHash?.ToString(), check.Transaction.ToString());

    private static NodeDifferenceView Of(NodeDifference difference, Uri node) => new(
        node.AbsoluteUri, difference.InputIndex, difference.OutputIndex, difference.NodeHash?.ToString(), difference.ComputedHash?.ToString(),
        difference.NodeStatus.ToString(), difference.ComputedStatus.ToString());
}
