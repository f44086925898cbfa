using ModelMarket.Contracts;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>A job that is fully specified but for what follows from its files: sizes, CIDs, the initial score. Durations in seconds.</summary>
/// <param name="Title">One line for people.</param>
/// <param name="Model">ONNX file.</param>
/// <param name="Data">Public validation data: safetensors or CSV.</param>
/// <param name="Label">Column of the label in a CSV; null for the last.</param>
/// <param name="Reward">Decimal in whole tokens.</param>
/// <param name="Token">Token contract; zero for Ether.</param>
/// <param name="Metric">Number of the metric.</param>
/// <param name="Output">Graph output; empty for the first.</param>
/// <param name="OutputKind">Number of the output kind.</param>
/// <param name="PositiveClass">Index of the positive class.</param>
/// <param name="Target">D in the metric's integer; null for the whole way to a perfect score.</param>
/// <param name="MinImprovement">In the metric's integer; null for twice the standard error.</param>
/// <param name="MaxSubmissions">Commitments that count.</param>
/// <param name="PrepareSeconds">Longest Preparing.</param>
/// <param name="OpenSeconds">Length of Open.</param>
/// <param name="RevealSeconds">From a commitment to its reveal.</param>
/// <param name="UploadSeconds">From that deadline to the last block.</param>
/// <param name="Trainer">How clients are asked to train.</param>
/// <param name="BatchRows">Rows per evaluation batch; 0 for the default.</param>
/// <param name="NormBoundMicros">Norm bound × 10⁶; 0 for none.</param>
/// <param name="DuplicateThousandths">Cosine threshold × 1000; 0 for exact copies only.</param>
/// <param name="DirectSubmit">Whether weights may come without a commitment.</param>
/// <param name="AcceptNoisy">Whether a least improvement within the noise is fine.</param>
internal sealed record JobDraft(
    string Title,
    string Model,
    string Data,
    string? Label,
    string Reward,
    Address Token,
    byte Metric,
    string Output,
    byte OutputKind,
    uint PositiveClass,
    ulong? Target,
    ulong? MinImprovement,
    uint MaxSubmissions,
    uint PrepareSeconds,
    uint OpenSeconds,
    uint RevealSeconds,
    uint UploadSeconds,
    string Trainer,
    uint BatchRows,
    ulong NormBoundMicros,
    uint DuplicateThousandths,
    bool DirectSubmit,
    bool AcceptNoisy)
{
    /// <summary>1 open, 2 sealed, 3 rounds.</summary>
    public byte Kind { get; init; } = JobNames.KindOpen;

    /// <summary>Number of the pay rule.</summary>
    public byte PayRule { get; init; } = JobNames.PayRecords;

    /// <summary>Sponsor bond in whole tokens; null for the least the market takes.</summary>
    public string? SponsorBond { get; init; }

    /// <summary>Client bond in whole tokens; null for a tenth of a slot where the rule needs one.</summary>
    public string? ClientBond { get; init; }

    /// <summary>Groups of sealed rows; 0 where all rows are public.</summary>
    public uint Groups { get; init; }

    /// <summary>Length of Funded.</summary>
    public uint FundedSeconds { get; init; }

    /// <summary>Length of SealedReveal.</summary>
    public uint SealedRevealSeconds { get; init; }

    /// <summary>The score the winner must reach, in the metric's integer; 0 for any.</summary>
    public ulong WinnerThreshold { get; init; }

    /// <summary>ρ; 0 for no cap.</summary>
    public uint StakeCapThousandths { get; init; }

    /// <summary>Gate 5.</summary>
    public IReadOnlyList<SliceFloor> Floors { get; init; } = [];

    /// <summary>Rounds of federated averaging; 0 elsewhere.</summary>
    public uint Rounds { get; init; }

    /// <summary>From the last blocks of a round to the next round.</summary>
    public uint ScoringSeconds { get; init; }

    /// <summary>Number of the aggregation rule.</summary>
    public byte Aggregator { get; init; }

    /// <summary>Its parameter.</summary>
    public uint AggregatorParameter { get; init; }

    /// <summary>Part of the pool for the final check.</summary>
    public uint FinalThousandths { get; init; }

    /// <summary>Half of the Shapley pool by leaving one out, where there are more than ten clients.</summary>
    public bool Mixed { get; init; }

    /// <summary>The trainer's module; null where there is none.</summary>
    public string? TrainerFile { get; init; }

    /// <summary>What data clients need; null where the job does not say.</summary>
    public string? Schema { get; init; }

    /// <summary>Whether rows are sealed.</summary>
    public bool IsSealed => Groups > 0;
}
