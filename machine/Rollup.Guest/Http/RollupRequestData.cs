using System.Text.Json.Serialization;

namespace Rollup.Guest.Http;

/// <summary>Payload of a request, and for inputs its metadata.</summary>
/// <param name="Metadata">What the chain says about the input; absent for questions.</param>
/// <param name="Payload">The bytes as <c>0x…</c>.</param>
public sealed record RollupRequestData(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RollupRequestMetadata? Metadata,
    string Payload);
