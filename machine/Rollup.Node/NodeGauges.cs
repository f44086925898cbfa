using System.Diagnostics.Metrics;
using Rollup.Node.Lanes;

namespace Rollup.Node;

/// <summary>What a running node shows of its applications at any moment, under the meter of <see cref="NodeMetrics"/>.</summary>
internal sealed class NodeGauges : IDisposable
{
    private readonly Meter _meter = new(NodeMetrics.MeterName);

    public NodeGauges(IReadOnlyList<ApplicationLane> lanes)
    {
        Add("rollup.inputs", "Inputs on L1 as far as it was read, by application.", lane => (long)lane.InputCount);
        Add("rollup.inputs.processed", "Inputs that the guest has worked through, by application.", lane => (long)lane.ProcessedCount);
        Add("rollup.outputs", "Outputs so far, by application.", lane => (long)lane.OutputCount);
        Add("rollup.block", "Last block read, by application.", lane => (long)(lane.LastBlock ?? 0));
        Add("rollup.ready", "1 when the guest is up and L1 was read to its head, 0 else; by application.", lane => lane is { IsReady: true, Fault: null } ? 1 : 0);

        void Add(string name, string description, Func<ApplicationLane, long> value) => _meter.CreateObservableGauge(
            name,
            () => lanes.Select(lane => new Measurement<long>(value(lane), new KeyValuePair<string, object?>("application", lane.Name))),
            null,
            description);
    }

    public void Dispose() => _meter.Dispose();
}
