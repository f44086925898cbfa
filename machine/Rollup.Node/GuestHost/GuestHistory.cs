using Rollup.Node.Guests;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.GuestHost;

/// <summary>
/// The accepted inputs of a guest and a digest of each answer: what a new life of it must go through, and repeat exactly. Those that
/// its past keeps are read from there; only later ones are in memory.
/// </summary>
internal sealed class GuestHistory
{
    private readonly IGuestPast _past;
    private readonly Queue<PastInput> _recent = new();

    public GuestHistory(IGuestPast past)
    {
        _past = past;
        OutputCount = past.OutputCount;
    }

    /// <summary>Outputs of all accepted inputs: the index of the next output.</summary>
    public ulong OutputCount { get; private set; }

    /// <summary>Inputs in memory.</summary>
    public int RecentCount => _recent.Count;

    public IReadOnlyList<SavedState> SavedStates() => _past.SavedStates();

    public void Append(EvmAdvance input, GuestResult result)
    {
        while (_recent.TryPeek(out PastInput? oldest) && oldest.Input.Index < _past.InputCount)
            _recent.Dequeue();
        _recent.Enqueue(new PastInput(input, result.Digest));
        OutputCount += (ulong)result.Outputs.Count;
    }

    /// <summary>Accepted inputs from an index on. The past may grow meanwhile: what it had at the beginning is taken from it.</summary>
    public IEnumerable<PastInput> From(ulong firstInput)
    {
        ulong kept = _past.InputCount;
        return _past.Accepted(firstInput, kept).Concat(_recent.Where(entry => entry.Input.Index >= kept && entry.Input.Index >= firstInput));
    }

    /// <summary>Refuses an answer that is not the recorded one, byte for byte: status, outputs and reports.</summary>
    /// <exception cref="GuestFailedException">It is another.</exception>
    public static void RequireRepeated(PastInput entry, GuestResult result, string lastWords)
    {
        if (entry.Answer != result.Digest)
        {
            throw new GuestFailedException(
                $"The guest is not deterministic, or another program than it was: replayed input {entry.Input.Index} gave other outputs or reports than before. {lastWords}".TrimEnd());
        }
    }
}
