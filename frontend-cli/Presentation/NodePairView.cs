using Rollup.Node.Verification;

namespace ModelMarket.Cli.Presentation;

/// <summary>What <c>verify</c> found about two nodes. <paramref name="Match"/> decides the exit code.</summary>
internal sealed record NodePairView(bool Match, IReadOnlyList<string> Nodes, ulong Inputs, ulong Outputs, NodePairDifferenceView? Difference)
{
    /// <summary>The view of a report.</summary>
    public static NodePairView Of(NodePairReport report, Uri first, Uri second) => new(
        report.IsMatch,
        [first.AbsoluteUri, second.AbsoluteUri],
        report.InputCount,
        report.OutputCount,
        report.Difference is { } found
            ? new NodePairDifferenceView(
                found.InputIndex, found.IsSameInput, found.OutputIndex, [found.FirstHash?.ToString(), found.SecondHash?.ToString()], [found.FirstStatus.ToString(), found.SecondStatus.ToString()])
            : null);
}
