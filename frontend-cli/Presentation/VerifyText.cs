using System.Globalization;
using Rollup.Node.Verification;

namespace ModelMarket.Cli.Presentation;

/// <summary>A verification for people.</summary>
internal static class VerifyText
{
    /// <summary>Shows what was replayed, every difference, and the verdict.</summary>
    public static void Show(Screen screen, ReplayReport report, Uri? against)
    {
        var resumed = report.ResumedInputCount == 0 ? "" : $" ({report.ResumedInputCount} of them in an earlier run)";
        screen.ShowLine($"replayed {report.InputCount} inputs{resumed} up to block {report.LastBlock}: {report.OutputCount} outputs, root {report.OutputsRoot}");
        foreach (var claim in report.Claims.Where(claim => !claim.IsMatch))
        {
            screen.ShowLine($"[red]✗[/] epoch {claim.EpochIndex}, up to block {claim.LastBlock}, {InputsOf(claim)}: claimed {claim.ClaimedRoot}, replay says {claim.ComputedRoot}");
        }

        foreach (var execution in report.WrongExecutions)
        {
            var input = execution.InputIndex is { } index ? $"of input {index}" : "of no input";
            screen.ShowLine($"[red]✗[/] executed output {execution.OutputIndex} {input}: L1 executed {execution.ExecutedHash}, replay says {Text(execution.ComputedHash)}");
        }

        if (report.NodeDifference is { } difference)
        {
            screen.ShowLine($"[red]✗[/] {against} differs first in {Words(difference)}");
        }

        screen.ShowLine(Verdict(report, against));
    }

    /// <summary>Shows what two nodes were compared by and where they differ first.</summary>
    public static void Show(Screen screen, NodePairReport report, Uri first, Uri second)
    {
        if (report.Difference is not { } found)
        {
            screen.ShowLine($"[green]✓[/] both nodes give the same {report.OutputCount} outputs for the {report.InputCount} inputs they have worked through");
            return;
        }

        var input = found.IsSameInput ? $"input {found.InputIndex}" : $"input {found.InputIndex}, which is not the same input: one of them follows another chain";
        var status = found.FirstStatus == found.SecondStatus ? "" : $" ({first} says {found.FirstStatus}, {second} says {found.SecondStatus})";
        var output = found.OutputIndex is { } index ? $", output {index}: {first} has {Text(found.FirstHash)}, {second} has {Text(found.SecondHash)}" : "";
        screen.ShowLine($"[red]✗[/] the nodes differ first in {input}{status}{output}");
        screen.ShowLine("which of them is right, `modelmarket verify` with one --against says: it replays from L1");
    }

    private static string InputsOf(ClaimCheck claim) => claim.InputsEnd == claim.FirstInput
        ? "no inputs of its own"
        : $"inputs {claim.FirstInput} to {claim.InputsEnd - 1}";

    private static string Words(NodeDifference difference)
    {
        var output = difference.OutputIndex is { } index ? $", output {index}: it has {Text(difference.NodeHash)}, replay says {Text(difference.ComputedHash)}" : "";
        var status = difference.NodeStatus == difference.ComputedStatus ? "" : $" (it says {difference.NodeStatus}, replay says {difference.ComputedStatus})";
        return $"input {difference.InputIndex}{status}{output}";
    }

    private static string Verdict(ReplayReport report, Uri? against)
    {
        if (!report.IsMatch)
        {
            return report.FirstDifference is null && report.WrongExecutions.Count == 0
                ? "the claims are equal, the node is not"
                : "claims differ: whoever holds the consensus key has lied, or runs another dapp";
        }

        var node = against is null ? "" : $", {against} the same";
        return string.Create(CultureInfo.InvariantCulture, $"[green]✓[/] {report.Claims.Count} claims equal, {report.ExecutedOutputCount} executed outputs the same{node}");
    }

    private static string Text(object? hash) => hash?.ToString() ?? "none";
}
