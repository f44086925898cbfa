using System.Collections.Immutable;
using ModelMarket.Core.State;

namespace ModelMarket.Core.Decisions;

/// <summary>Lets go of client bonds: back to the client, or burned as <see cref="BondRule"/> says. Each bond once.</summary>
internal static class Bonds
{
    /// <summary>Closes the bond of one decided commitment at once.</summary>
    public static Job Close(Job job, int submissionId, in InputContext context, ICollection<Effect> effects) =>
        Close(job, [submissionId], context, effects);

    /// <summary>Closes the bonds of a round that was settled.</summary>
    public static Job CloseRound(Job job, uint round, in InputContext context, ICollection<Effect> effects) =>
        Close(job, [.. job.Submissions.Where(submission => submission.Round == round).Select(submission => submission.Id)], context, effects);

    /// <summary>Closes every bond that is still held: refunds together, and one burn.</summary>
    public static Job CloseAll(Job job, in InputContext context, ICollection<Effect> effects) =>
        Close(job, [.. Enumerable.Range(0, job.Submissions.Length)], context, effects);

    private static Job Close(Job job, ImmutableArray<int> ids, in InputContext context, ICollection<Effect> effects)
    {
        UInt128 burned = 0;
        var back = ImmutableArray.CreateBuilder<Transfer>();
        foreach (int id in ids)
        {
            Submission submission = job.Submissions[id];
            if (submission.Bond == 0 || submission.BondClosed) continue;
            UInt128 lost = BondRule.Burned(job, submission);
            burned += lost;
            if (submission.Bond > lost) back.Add(new Transfer(submission.Sender, submission.Bond - lost));
            job = job.With(submission with { BondClosed = true });
        }

        job = Transfers.Refund(job, Pot.ClientBonds, back.ToImmutable(), context, effects, out _);
        return Burn.Of(job, Pot.ClientBonds, burned, effects);
    }
}
