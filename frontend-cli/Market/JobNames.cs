namespace ModelMarket.Cli.Market;

/// <summary>The words of <c>job.toml</c> and their numbers on the wire (IMarketInputs.sol).</summary>
internal static class JobNames
{
    /// <summary>Kind of a job whose rows are all public.</summary>
    public const byte KindOpen = 1;

    /// <summary>Kind of a job whose rows are hidden until all weights are in.</summary>
    public const byte KindSealed = 2;

    /// <summary>Kind of a job of many rounds.</summary>
    public const byte KindRounds = 3;

    /// <summary>R0.</summary>
    public const byte PayGuaranteed = 0;

    /// <summary>R1.</summary>
    public const byte PayProportional = 1;

    /// <summary>R2.</summary>
    public const byte PayWinner = 2;

    /// <summary>R4.</summary>
    public const byte PayShapley = 4;

    /// <summary>R5.</summary>
    public const byte PayRecords = 5;

    /// <summary>The mean of those that improve by themselves, weighted by how much.</summary>
    public const byte AggregatorGated = 0;

    /// <summary>Kinds.</summary>
    public static IReadOnlyList<NamedNumber> Kinds { get; } = [new("open", KindOpen), new("sealed", KindSealed), new("rounds", KindRounds)];

    /// <summary>Pay rules.</summary>
    public static IReadOnlyList<NamedNumber> PayRules { get; } =
    [
        new("guaranteed", PayGuaranteed), new("proportional", PayProportional), new("winner", PayWinner), new("shapley", PayShapley), new("records", PayRecords),
    ];

    /// <summary>Metrics.</summary>
    public static IReadOnlyList<NamedNumber> Metrics { get; } =
        [new("log-loss", 0), new("accuracy", 1), new("roc-auc", 2), new("balanced-accuracy", 3), new("f1", 4), new("rmse", 5), new("mae", 6), new("r2", 7)];

    /// <summary>Kinds of output.</summary>
    public static IReadOnlyList<NamedNumber> OutputKinds { get; } = [new("logits", 0), new("probabilities", 1), new("label", 2), new("value", 3)];

    /// <summary>Aggregation rules.</summary>
    public static IReadOnlyList<NamedNumber> Aggregators { get; } =
        [new("gated", AggregatorGated), new("mean", 1), new("clipped", 2), new("median", 3), new("trimmed", 4), new("krum", 5), new("multi-krum", 6)];

    /// <summary>What a floor is about.</summary>
    public static IReadOnlyList<NamedNumber> FloorParts { get; } = [new("class", 0), new("slice", 1)];

    /// <summary>The word of a number; the number itself where it has none.</summary>
    public static string Of(IReadOnlyList<NamedNumber> names, byte number) =>
        names.FirstOrDefault(name => name.Number == number)?.Name ?? $"number {number}";

    /// <summary>The number of a word.</summary>
    /// <exception cref="CliFault">It is none of them; the message names the key and the words.</exception>
    public static byte Read(string text, IReadOnlyList<NamedNumber> names, string key) =>
        names.FirstOrDefault(name => name.Name.Equals(text, StringComparison.OrdinalIgnoreCase))?.Number
        ?? throw CliFault.Usage($"{key} is not known: {text}", $"One of: {string.Join(", ", names.Select(name => name.Name))}.");
}
