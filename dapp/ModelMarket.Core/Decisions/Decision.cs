using System.Collections.Immutable;

namespace ModelMarket.Core.Decisions;

/// <summary>What Decide answers: not taken, or changes for Commit and effects for Emit.</summary>
internal abstract record Decision
{
    private Decision()
    {
    }

    public static Decision Reject(RejectCode code, string detail = "") => new Rejected(code, detail);

    public static Decision Accept(ImmutableArray<Change> changes, params ReadOnlySpan<Effect> effects) =>
        new Accepted(changes, ImmutableArray.Create(effects));

    internal sealed record Rejected(RejectCode Code, string Detail) : Decision;

    internal sealed record Accepted(ImmutableArray<Change> Changes, ImmutableArray<Effect> Effects) : Decision;
}
