using ModelMarket.Content;
using ModelMarket.Content.Store;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Decisions;

/// <summary>Collects what one decision changes of the content. Everything it holds is immutable; it is dropped if the decision is a rejection.</summary>
internal sealed class ContentEdit(IReadOnlyState state)
{
    private bool _changed;

    public BlockStore Content { get; private set; } = state.Content;

    public PendingContent Pending { get; private set; } = state.Pending;

    public ulong NextDeclaration { get; private set; } = state.NextDeclaration;

    /// <summary>The change for Commit; none if nothing changed.</summary>
    public IEnumerable<Change> Changes => _changed ? [new Change.SetContent(Content, Pending, NextDeclaration)] : [];

    /// <summary>Declarations whose deadline is over stop wanting blocks, as if a tick had noticed; a bounded number of them in one input.</summary>
    public void DropExpired(ulong now)
    {
        Release([.. Pending.Expired(now).Take(Limits.ExpiredPerInputMax).Select(expired => expired.Id)]);
    }

    /// <summary>Declares a file; its number is the answer.</summary>
    public bool TryDeclare(
        Address owner, Cid root, ulong sizeBytes, PendingDeclaration draft, out ulong id, out bool complete, out ContentFault fault)
    {
        id = NextDeclaration;
        complete = false;
        var declaration = new Declaration(new DeclarationId(id), owner, root, sizeBytes, Reservation.QuotaOf(sizeBytes));
        if (!Content.TryDeclare(declaration, out BlockStore next, out fault)) return false;
        _changed = true;
        Content = next;
        NextDeclaration = id + 1;
        complete = next.IsComplete(declaration.Id);
        if (!complete) Pending = Pending.Add(draft with { Id = id });
        return true;
    }

    public void Take(Delivery delivery)
    {
        _changed = true;
        Content = delivery.Next;
        foreach (DeclarationId completed in delivery.Completed) Pending = Pending.Remove(completed.Value);
    }

    public void Release(params IReadOnlyList<ulong> ids)
    {
        if (ids.Count == 0) return;
        _changed = true;
        Content = Content.Release([.. ids.Select(id => new DeclarationId(id))]);
        foreach (ulong id in ids) Pending = Pending.Remove(id);
    }
}
