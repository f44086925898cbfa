using Tomlyn.Model;
using Tomlyn.Serialization;

namespace ModelMarket.Cli.Market;

/// <summary>A <c>job.toml</c>: what a sponsor promises, in words. What is left out has the default that <c>job init</c> explains.</summary>
internal sealed class JobFile
{
    /// <summary>The keys there are.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "title", "model", "data", "label", "reward", "token", "metric", "output", "output-kind", "positive-class", "target", "min-improvement",
        "max-submissions", "prepare", "open", "reveal", "upload", "trainer", "trainer-file", "schema", "batch-rows", "norm-bound",
        "duplicate-thousandths", "direct-submit", "accept-noisy", "kind", "pay", "bond", "client-bond", "groups", "funded", "sealed-reveal",
        "winner-threshold", "stake-cap-thousandths", "floor", "rounds", "scoring", "aggregator", "aggregator-parameter", "final-thousandths",
        "mixed",
    ];

    /// <summary>One line for people.</summary>
    public string? Title { get; set; }

    /// <summary>ONNX model with the initial weights; relative to the file.</summary>
    public string? Model { get; set; }

    /// <summary>Public validation data, safetensors or CSV; relative to the file.</summary>
    public string? Data { get; set; }

    /// <summary>Column of the label in a CSV; the last where missing.</summary>
    public string? Label { get; set; }

    /// <summary>Reward as a decimal in whole tokens.</summary>
    public string? Reward { get; set; }

    /// <summary>Token contract, or <c>eth</c>.</summary>
    public string? Token { get; set; }

    /// <summary><c>log-loss</c>, <c>accuracy</c> or <c>roc-auc</c>.</summary>
    public string? Metric { get; set; }

    /// <summary>Graph output that is scored; the first where missing.</summary>
    public string? Output { get; set; }

    /// <summary><c>logits</c>, <c>probabilities</c>, <c>label</c> or <c>value</c>.</summary>
    public string? OutputKind { get; set; }

    /// <summary>Index of the positive class of binary metrics.</summary>
    public uint? PositiveClass { get; set; }

    /// <summary>The improvement that earns the whole reward, as a decimal of the metric.</summary>
    public string? Target { get; set; }

    /// <summary>A smaller improvement earns nothing, as a decimal of the metric.</summary>
    public string? MinImprovement { get; set; }

    /// <summary>Commitments that count.</summary>
    public uint? MaxSubmissions { get; set; }

    /// <summary>Longest Preparing, such as <c>1h</c>.</summary>
    public string? Prepare { get; set; }

    /// <summary>Length of Open.</summary>
    public string? Open { get; set; }

    /// <summary>From a commitment to its reveal.</summary>
    public string? Reveal { get; set; }

    /// <summary>From that deadline to the last block.</summary>
    public string? Upload { get; set; }

    /// <summary>How clients are asked to train.</summary>
    public string? Trainer { get; set; }

    /// <summary>The WebAssembly module of a <c>wasm:</c> trainer; relative to the file.</summary>
    public string? TrainerFile { get; set; }

    /// <summary>What data clients need, a JSON file; relative to the file.</summary>
    public string? Schema { get; set; }

    /// <summary>Rows per evaluation batch.</summary>
    public uint? BatchRows { get; set; }

    /// <summary>Bound of the L2 norm of the weight delta, as a decimal.</summary>
    public string? NormBound { get; set; }

    /// <summary>Cosine from which a submission is a copy, in thousandths; 0 = exact copies only.</summary>
    public uint? DuplicateThousandths { get; set; }

    /// <summary>Whether weights may be sent without a commitment.</summary>
    public bool? DirectSubmit { get; set; }

    /// <summary>Whether a least improvement within the noise of the score is fine.</summary>
    public bool? AcceptNoisy { get; set; }

    /// <summary><c>sealed</c>, <c>open</c> or <c>rounds</c>.</summary>
    public string? Kind { get; set; }

    /// <summary><c>guaranteed</c>, <c>proportional</c>, <c>winner</c>, <c>records</c> or <c>shapley</c>.</summary>
    public string? Pay { get; set; }

    /// <summary>Sponsor bond as a decimal in whole tokens.</summary>
    public string? Bond { get; set; }

    /// <summary>Client bond as a decimal in whole tokens; 0 for none.</summary>
    public string? ClientBond { get; set; }

    /// <summary>Groups the sealed rows are split into; 0 for a rounds job without a sealed check.</summary>
    public uint? Groups { get; set; }

    /// <summary>Length of Funded, in which the groups to open are drawn.</summary>
    public string? Funded { get; set; }

    /// <summary>How long the sponsor has to reveal the hidden groups.</summary>
    public string? SealedReveal { get; set; }

    /// <summary>Winner takes all: the score the best must reach, as a decimal of the metric.</summary>
    public string? WinnerThreshold { get; set; }

    /// <summary>Pay is at most this many thousandths of the client bond; 0 for no cap.</summary>
    public uint? StakeCapThousandths { get; set; }

    /// <summary>Least scores on parts of the rows.</summary>
    public List<FloorFile>? Floor { get; set; }

    /// <summary>Rounds of federated averaging.</summary>
    public uint? Rounds { get; set; }

    /// <summary>From the last blocks of a round to the next round.</summary>
    public string? Scoring { get; set; }

    /// <summary><c>gated</c>, <c>mean</c>, <c>clipped</c>, <c>median</c>, <c>trimmed</c>, <c>krum</c> or <c>multi-krum</c>.</summary>
    public string? Aggregator { get; set; }

    /// <summary>Clip bound × 1000, thousandths trimmed, or the number of hostile clients Krum expects.</summary>
    public uint? AggregatorParameter { get; set; }

    /// <summary>Rounds with sealed data: the part of the pool that the final check pays, in thousandths.</summary>
    public uint? FinalThousandths { get; set; }

    /// <summary>Shapley with more than ten clients: half by improvement, half by leaving one out.</summary>
    public bool? Mixed { get; set; }

    /// <summary>Keys that nobody knows: mistyped ones.</summary>
    [TomlExtensionData]
    public TomlTable? Unknown { get; set; }
}
