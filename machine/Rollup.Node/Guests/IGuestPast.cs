namespace Rollup.Node.Guests;

/// <summary>What an application went through, kept outside of it: whoever starts it anew reads here how to get to its state. Safe from any thread.</summary>
public interface IGuestPast
{
    /// <summary>Inputs that are kept, accepted or not; the guest remembers what came after them.</summary>
    ulong InputCount { get; }

    /// <summary>Outputs of those inputs: the index of the next output.</summary>
    ulong OutputCount { get; }

    /// <summary>Saved states, the newest first.</summary>
    IReadOnlyList<SavedState> SavedStates();

    /// <summary>The accepted inputs among those kept, from an index on, in order. Read in small pieces.</summary>
    /// <param name="firstInput">Index of the first input of interest.</param>
    /// <param name="inputsEnd">The index after the last one.</param>
    IEnumerable<PastInput> Accepted(ulong firstInput, ulong inputsEnd);
}
