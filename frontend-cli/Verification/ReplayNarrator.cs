using System.Globalization;
using Rollup.Node.Verification;

namespace ModelMarket.Cli.Verification;

/// <summary>Puts a replay's progress in words: share, inputs, rate, megabytes of calldata per second.</summary>
/// <param name="tell">Takes the share from 0 to 1 and the words.</param>
internal sealed class ReplayNarrator(Action<double, string> tell) : IProgress<ReplayProgress>
{
    /// <summary>Bytes of a megabyte as networks and disks count.</summary>
    public const double MegabyteBytes = 1e6;

    /// <inheritdoc/>
    public void Report(ReplayProgress value)
    {
        // Blocks count as long as there are fewer inputs than blocks to look through.
        var byInputs = value.ExpectedInputCount == 0 ? 1 : (double)value.InputCount / value.ExpectedInputCount;
        var byBlocks = value.HeadBlock == 0 ? 1 : (double)value.BlockNumber / value.HeadBlock;
        tell(Math.Min(1, Math.Min(byInputs, byBlocks)), Words(value));
    }

    /// <summary>The words.</summary>
    public static string Words(ReplayProgress value)
    {
        var megabytes = value.Elapsed.TotalSeconds == 0 ? 0 : value.CalldataBytes / MegabyteBytes / value.Elapsed.TotalSeconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{value.InputCount} of {value.ExpectedInputCount} inputs, block {value.BlockNumber} of {value.HeadBlock}, {value.InputsPerSecond:0} inputs/s, {megabytes:0.00} MB/s, {value.EqualClaimCount} claims equal");
    }
}
