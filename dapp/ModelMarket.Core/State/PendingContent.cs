using System.Collections.Immutable;

namespace ModelMarket.Core.State;

/// <summary>
/// The declarations that wait for blocks, by number and by deadline. An index over what the jobs say: derived from them, so not hashed.
/// </summary>
internal sealed record PendingContent
{
    private PendingContent(ImmutableSortedDictionary<ulong, PendingDeclaration> byId, ImmutableSortedSet<(ulong Deadline, ulong Id)> byDeadline)
    {
        ById = byId;
        ByDeadline = byDeadline;
    }

    public static PendingContent Empty { get; } = new(
        ImmutableSortedDictionary<ulong, PendingDeclaration>.Empty, ImmutableSortedSet<(ulong Deadline, ulong Id)>.Empty);

    public ImmutableSortedDictionary<ulong, PendingDeclaration> ById { get; }

    private ImmutableSortedSet<(ulong Deadline, ulong Id)> ByDeadline { get; }

    public PendingContent Add(PendingDeclaration declaration) => new(
        ById.Add(declaration.Id, declaration), ByDeadline.Add((declaration.Deadline, declaration.Id)));

    public PendingContent Remove(ulong id) => ById.TryGetValue(id, out PendingDeclaration? declaration)
        ? new PendingContent(ById.Remove(id), ByDeadline.Remove((declaration.Deadline, id)))
        : this;

    /// <summary>Those whose time is over at <paramref name="now"/>, earliest first.</summary>
    public IEnumerable<PendingDeclaration> Expired(ulong now) => ByDeadline.TakeWhile(entry => entry.Deadline <= now).Select(entry => ById[entry.Id]);
}
