using System.Text.Json.Serialization;

namespace Rollup.Node.Rpc;

/// <summary>The answer to a question.</summary>
public sealed record InspectView
{
    /// <summary><c>Accepted</c>, <c>Rejected</c> or <c>Exception</c>.</summary>
    public required string Status { get; init; }

    /// <summary>What went wrong, if anything.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Exception { get; init; }

    /// <summary>The reports; null when there are none, as the official node writes it.</summary>
    public IReadOnlyList<InspectReportView>? Reports { get; init; }

    /// <summary>After how many inputs the question was asked; a plain number on the wire.</summary>
    [JsonConverter(typeof(RpcJsonConverters.PlainNumber))]
    public required ulong ProcessedInputCount { get; init; }
}
