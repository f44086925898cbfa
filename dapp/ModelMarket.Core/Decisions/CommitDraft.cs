using ModelMarket.Core.State;

namespace ModelMarket.Core.Decisions;

/// <summary>A commitment on its way into a job: who sends it, what it is backed by, and what else it changes.</summary>
internal sealed class CommitDraft(IReadOnlyState state, InputContext context, UInt128 bond)
{
    public IReadOnlyState State { get; } = state;

    /// <summary>The input, with the client as its sender.</summary>
    public InputContext Context { get; } = context;

    /// <summary>The client bond that came with it; 0 if none did.</summary>
    public UInt128 Bond { get; } = bond;

    public ContentEdit Content { get; } = new(state);

    public List<Effect> Effects { get; } = [];
}
