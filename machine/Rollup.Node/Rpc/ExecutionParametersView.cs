using System.Text.Json.Serialization;

namespace Rollup.Node.Rpc;

/// <summary>Limits under which an application runs. Deadlines are nanoseconds; cycles do not apply to a native guest and are 0.</summary>
public sealed record ExecutionParametersView
{
    /// <summary>When snapshots are taken: <c>NONE</c>, <c>EVERY_INPUT</c> or <c>EVERY_EPOCH</c>.</summary>
    public required string SnapshotPolicy { get; init; }

    /// <summary>Machine cycles per step of an input.</summary>
    public ulong AdvanceIncCycles { get; init; }

    /// <summary>Machine cycles per input.</summary>
    public ulong AdvanceMaxCycles { get; init; }

    /// <summary>Machine cycles per step of a question.</summary>
    public ulong InspectIncCycles { get; init; }

    /// <summary>Machine cycles per question.</summary>
    public ulong InspectMaxCycles { get; init; }

    /// <summary>Time per step of an input.</summary>
    public ulong AdvanceIncDeadline { get; init; }

    /// <summary>Time per input.</summary>
    public ulong AdvanceMaxDeadline { get; init; }

    /// <summary>Time per step of a question.</summary>
    public ulong InspectIncDeadline { get; init; }

    /// <summary>Time per question.</summary>
    public ulong InspectMaxDeadline { get; init; }

    /// <summary>Time to load a machine.</summary>
    public ulong LoadDeadline { get; init; }

    /// <summary>Time to store a machine.</summary>
    public ulong StoreDeadline { get; init; }

    /// <summary>Time for short operations.</summary>
    public ulong FastDeadline { get; init; }

    /// <summary>Questions served at a time; a plain number on the wire.</summary>
    [JsonNumberHandling(JsonNumberHandling.Strict)]
    public required int MaxConcurrentInspects { get; init; }

    /// <summary>When they were set.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When they last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
