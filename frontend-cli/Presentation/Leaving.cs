using ModelMarket.Cli.Modeling;

namespace ModelMarket.Cli.Presentation;

/// <summary>Everything that a submission sends out of this machine, and what stays, in words.</summary>
internal static class Leaving
{
    /// <summary>The lines.</summary>
    public static IReadOnlyList<string> Of(Workbench bench) =>
    [
        $"leaves this machine: {bench.Parameters} numbers in {bench.Judge.Layout.Parameters.Count} tensors, the weights: public for ever once revealed",
        "                     your address, and the times at which you commit, reveal and upload",
        "stays here:          your rows, how many there are, and everything else",
    ];
}
