using System.Collections.Immutable;
using ModelMarket.Content.Store;

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

    /// <summary>What the jobs say of the declarations that are not complete; null where two of them name one.</summary>
    public static PendingContent? Of(IEnumerable<Job> jobs, BlockStore content)
    {
        PendingContent pending = Empty;
        foreach (PendingDeclaration declaration in jobs.SelectMany(Declared))
        {
            if (content.Find(new DeclarationId(declaration.Id)) is not { IsComplete: false }) continue;
            if (pending.ById.ContainsKey(declaration.Id)) return null;
            pending = pending.Add(declaration);
        }

        return pending.ById.Count == content.IncompleteCount ? pending : null;
    }

    public PendingContent Add(PendingDeclaration declaration) => new(
        ById.Add(declaration.Id, declaration), ByDeadline.Add((declaration.Deadline, declaration.Id)));

    public PendingContent Remove(ulong id) => ById.TryGetValue(id, out PendingDeclaration? declaration)
        ? new PendingContent(ById.Remove(id), ByDeadline.Remove((declaration.Deadline, id)))
        : this;

    /// <summary>Every file a live job has declared, whatever became of it; until when its blocks count is fixed once it is.</summary>
    private static IEnumerable<PendingDeclaration> Declared(Job job)
    {
        if (job.End is not null) yield break;
        ulong openStart = Phases.OpenStart(job);
        yield return new PendingDeclaration(job.ModelDeclaration, job.Id, ContentPurpose.Model, 0, openStart);
        if (job.DataDeclaration != 0) yield return new PendingDeclaration(job.DataDeclaration, job.Id, ContentPurpose.Data, 0, openStart);
        foreach (SealedGroup? group in job.Sealed?.Groups ?? [])
        {
            if (group is null) continue;
            ulong deadline = job.Sealed!.IsDrawn(group.Index) ? openStart : Phases.SealedRevealEnd(job);
            yield return new PendingDeclaration(group.DeclarationId, job.Id, ContentPurpose.Group, group.Index, deadline);
        }

        foreach (Submission submission in job.Submissions)
        {
            if (submission.Weights is { } weights)
                yield return new PendingDeclaration(weights.DeclarationId, job.Id, ContentPurpose.Weights, submission.Id, submission.UploadBy);
        }
    }

    /// <summary>Those whose time is over at <paramref name="now"/>, earliest first.</summary>
    public IEnumerable<PendingDeclaration> Expired(ulong now) => ByDeadline.TakeWhile(entry => entry.Deadline <= now).Select(entry => ById[entry.Id]);
}
