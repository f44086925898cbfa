using Rollup.Primitives;

namespace Rollup.Node.Verification;

/// <summary>What a replay found.</summary>
public sealed record ReplayReport
{
    /// <summary>The application.</summary>
    public required Address Application { get; init; }

    /// <summary>The last block read.</summary>
    public required ulong LastBlock { get; init; }

    /// <summary>Inputs replayed, those of an earlier run included.</summary>
    public required ulong InputCount { get; init; }

    /// <summary>Inputs that an earlier run had replayed.</summary>
    public required ulong ResumedInputCount { get; init; }

    /// <summary>Those the application accepted.</summary>
    public required ulong AcceptedInputCount { get; init; }

    /// <summary>Bytes of inputs replayed in this run, as the InputBox wrote them.</summary>
    public required ulong CalldataBytes { get; init; }

    /// <summary>Outputs computed.</summary>
    public required ulong OutputCount { get; init; }

    /// <summary>The outputs root after the last input.</summary>
    public required Hash32 OutputsRoot { get; init; }

    /// <summary>Every accepted claim in order.</summary>
    public required IReadOnlyList<ClaimCheck> Claims { get; init; }

    /// <summary>How many executed outputs were compared.</summary>
    public required ulong ExecutedOutputCount { get; init; }

    /// <summary>Executed outputs that differ from those computed.</summary>
    public required IReadOnlyList<ExecutionCheck> WrongExecutions { get; init; }

    /// <summary>Where the node of <see cref="ReplayOptions.Against"/> differs first; null when it does not, or none was given.</summary>
    public NodeDifference? NodeDifference { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The first claim that differs, if any: its epoch and its inputs name where to look.</summary>
    public ClaimCheck? FirstDifference => Claims.FirstOrDefault(claim => !claim.IsMatch);

    /// <summary>Whether every claim, every executed output and every output of the node asked is what the replay computes.</summary>
    public bool IsMatch => FirstDifference is null && WrongExecutions.Count == 0 && NodeDifference is null;
}
