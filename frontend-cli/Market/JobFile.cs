namespace ModelMarket.Cli.Market;

/// <summary>A <c>job.toml</c>: what a sponsor promises, in words. What is left out has the default that <c>job init</c> explains.</summary>
internal sealed class JobFile
{
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
}
