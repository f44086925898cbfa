namespace Rollup.Node.Guests;

/// <summary>The past of an application that has none.</summary>
public sealed class GuestPast : IGuestPast
{
    private GuestPast()
    {
    }

    /// <summary>No inputs and no saved states: the guest keeps all it needs in memory.</summary>
    public static IGuestPast None { get; } = new GuestPast();

    /// <inheritdoc/>
    public ulong InputCount => 0;

    /// <inheritdoc/>
    public ulong OutputCount => 0;

    /// <inheritdoc/>
    public IReadOnlyList<SavedState> SavedStates() => [];

    /// <inheritdoc/>
    public IEnumerable<PastInput> Accepted(ulong firstInput, ulong inputsEnd) => [];
}
