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

    /// <summary>Other jobs that wanted the very blocks this tick made.</summary>
    public SortedDictionary<ulong, Job> Others { get; } = [];

    public Job OtherJob(ulong id) => Others.TryGetValue(id, out Job? edited) ? edited : State.Jobs[id];
}
