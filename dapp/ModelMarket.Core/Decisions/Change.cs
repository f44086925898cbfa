using ModelMarket.Content.Store;
using ModelMarket.Core.State;

namespace ModelMarket.Core.Decisions;

/// <summary>One thing Commit puts in place. Applying it cannot fail.</summary>
internal abstract record Change
{
    private Change()
    {
    }

    internal sealed record SetJob(Job Job) : Change;

    internal sealed record SetContent(BlockStore Content, PendingContent Pending, ulong NextDeclaration) : Change;
}
