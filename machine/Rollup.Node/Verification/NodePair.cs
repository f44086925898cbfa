using Rollup.Node.Client;
using Rollup.Node.Rpc;
using Rollup.Primitives;

namespace Rollup.Node.Verification;

/// <summary>
/// Compares two nodes of one application with each other by their API alone: every input that both have worked through, what became of it and its outputs
/// root, then every output. Needs neither L1 nor the application; where they differ, a replay says who is right.
/// </summary>
public static class NodePair
{
    /// <summary>Reads both side by side, page by page.</summary>
    /// <exception cref="HttpRequestException">One of them does not answer.</exception>
    public static async Task<NodePairReport> CompareAsync(RollupNodeClient first, RollupNodeClient second, CancellationToken cancellationToken = default)
    {
        ulong inputs = Math.Min(
            await first.GetProcessedInputCountAsync(cancellationToken).ConfigureAwait(false),
            await second.GetProcessedInputCountAsync(cancellationToken).ConfigureAwait(false));
        if (await FirstInputAsync(first, second, inputs, cancellationToken).ConfigureAwait(false) is { } difference)
            return new NodePairReport(inputs, difference.OutputIndex ?? 0, difference);

        (ulong outputs, NodePairDifference? differing) = await OutputsAsync(first, second, inputs, cancellationToken).ConfigureAwait(false);
        return new NodePairReport(inputs, outputs, differing);
    }

    // A node may leave the root of an input out that was not accepted.
    private static async Task<NodePairDifference?> FirstInputAsync(RollupNodeClient first, RollupNodeClient second, ulong inputs, CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<InputView> ones = first.AllInputsAsync(new InputFilter(), cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using IAsyncEnumerator<InputView> others = second.AllInputsAsync(new InputFilter(), cancellationToken).GetAsyncEnumerator(cancellationToken);
        for (ulong index = 0; index < inputs; index++)
        {
            InputView? one = await ones.MoveNextAsync().ConfigureAwait(false) ? ones.Current : null;
            InputView? other = await others.MoveNextAsync().ConfigureAwait(false) ? others.Current : null;
            bool isSame = one is not null && other is not null && one.Index == other.Index && one.RawData.AsSpan().SequenceEqual(other.RawData);
            bool isAlike = isSame && one!.Status == other!.Status && (one.OutputsHash is null || other.OutputsHash is null || one.OutputsHash == other.OutputsHash);
            if (!isAlike)
                return await InInputAsync(first, second, new NodePairDifference(index, isSame, null, null, null, StatusOf(one), StatusOf(other)), cancellationToken).ConfigureAwait(false);
        }
        return null;
    }

    private static async Task<NodePairDifference> InInputAsync(
        RollupNodeClient first, RollupNodeClient second, NodePairDifference found, CancellationToken cancellationToken)
    {
        List<OutputView> ones = await OutputsOfAsync(first, found.InputIndex, cancellationToken).ConfigureAwait(false);
        List<OutputView> others = await OutputsOfAsync(second, found.InputIndex, cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < Math.Max(ones.Count, others.Count); i++)
        {
            OutputView? one = i < ones.Count ? ones[i] : null, other = i < others.Count ? others[i] : null;
            if (HashOf(one) != HashOf(other))
                return found with { OutputIndex = (one ?? other)!.Index, FirstHash = HashOf(one), SecondHash = HashOf(other) };
        }
        return found;
    }

    private static async Task<(ulong Count, NodePairDifference? Difference)> OutputsAsync(
        RollupNodeClient first, RollupNodeClient second, ulong inputs, CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<OutputView> ones = first.AllOutputsAsync(new OutputFilter(), cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using IAsyncEnumerator<OutputView> others = second.AllOutputsAsync(new OutputFilter(), cancellationToken).GetAsyncEnumerator(cancellationToken);
        for (ulong count = 0; ; count++)
        {
            OutputView? one = await NextAsync(ones, inputs).ConfigureAwait(false), other = await NextAsync(others, inputs).ConfigureAwait(false);
            if (one is null && other is null)
                return (count, null);
            if (one is null || other is null || one.InputIndex != other.InputIndex || HashOf(one) != HashOf(other))
            {
                ulong input = Math.Min(one?.InputIndex ?? ulong.MaxValue, other?.InputIndex ?? ulong.MaxValue);
                return (count, new NodePairDifference(input, true, (one ?? other)!.Index, HashOf(one), HashOf(other), InputStatus.None, InputStatus.None));
            }
        }
    }

    // The next output of an input that both have worked through.
    private static async ValueTask<OutputView?> NextAsync(IAsyncEnumerator<OutputView> outputs, ulong inputs) =>
        await outputs.MoveNextAsync().ConfigureAwait(false) && outputs.Current.InputIndex < inputs ? outputs.Current : null;

    private static async Task<List<OutputView>> OutputsOfAsync(RollupNodeClient node, ulong input, CancellationToken cancellationToken)
    {
        var outputs = new List<OutputView>();
        await foreach (OutputView output in node.AllOutputsAsync(new OutputFilter { InputIndex = input }, cancellationToken).ConfigureAwait(false))
            outputs.Add(output);
        return outputs;
    }

    private static InputStatus StatusOf(InputView? input) => input?.Status ?? InputStatus.None;

    private static Hash32? HashOf(OutputView? output) => output is null ? null : Keccak256.Hash(output.RawData);
}
