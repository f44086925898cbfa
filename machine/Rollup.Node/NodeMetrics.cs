using System.Diagnostics.Metrics;

namespace Rollup.Node;

/// <summary>What OpenTelemetry, dotnet-counters and the like can read of the node: the meter <c>Rollup.Node</c>.</summary>
public static class NodeMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Rollup.Node";

    private static readonly Meter Meter = new(MeterName);

    internal static Histogram<double> Advance { get; } = Meter.CreateHistogram<double>("rollup.advance.duration", "ms", "Time of one input in the guest, by application and status.");

    internal static Histogram<double> Inspect { get; } = Meter.CreateHistogram<double>("rollup.inspect.duration", "ms", "Time of one question, waiting included, by application.");

    internal static Counter<long> Claims { get; } = Meter.CreateCounter<long>("rollup.claims", null, "Claims sent, by application.");

    internal static Counter<long> Snapshots { get; } = Meter.CreateCounter<long>("rollup.snapshots", null, "States saved, by application.");

    internal static Counter<long> Faults { get; } = Meter.CreateCounter<long>("rollup.faults", null, "Failed looks at L1 or writes to the database, by application.");

    internal static Counter<long> Gio { get; } = Meter.CreateCounter<long>("rollup.gio", null, "Requests of generic I/O that were answered, by domain and code.");

    internal static Counter<long> Reorganisations { get; } = Meter.CreateCounter<long>("rollup.reorganisations", null, "Times L1 went back, by application.");
}
