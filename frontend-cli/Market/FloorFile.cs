using Tomlyn.Model;
using Tomlyn.Serialization;

namespace ModelMarket.Cli.Market;

/// <summary>One <c>[[floor]]</c> of a <c>job.toml</c>: a least score on a part of the rows.</summary>
internal sealed class FloorFile
{
    /// <summary>The keys there are.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["by", "value", "metric", "least"];

    /// <summary><c>class</c>: rows of a class; <c>slice</c>: rows whose slice tensor holds the value.</summary>
    public string? By { get; set; }

    /// <summary>The class or the slice.</summary>
    public uint? Value { get; set; }

    /// <summary>The metric on those rows; the job's where missing.</summary>
    public string? Metric { get; set; }

    /// <summary>The score must be at least this good, as a decimal of the metric.</summary>
    public string? Least { get; set; }

    /// <summary>Keys that nobody knows: mistyped ones.</summary>
    [TomlExtensionData]
    public TomlTable? Unknown { get; set; }
}
