using ModelMarket.Core.Decisions;
using ModelMarket.Core.State;

namespace ModelMarket.Core.Ticking;

/// <summary>What one tick has done so far; becomes the decision when it stops.</summary>
internal sealed class TickDraft(IReadOnlyState state, Job job, InputContext context, long workBudget)
{
    public IReadOnlyState State { get; } = state;

    public InputContext Context { get; } = context;

    public ulong Now => Context.BlockTimestamp;

    public Job Job { get; set; } = job;

    public WorkMeter Meter { get; } = new(workBudget);

    public ContentEdit Content { get; } = new(state);

    public List<Effect> Effects { get; } = [];
}
