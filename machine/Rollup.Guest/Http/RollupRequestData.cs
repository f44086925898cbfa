using System.Text.Json.Serialization;

namespace Rollup.Guest.Http;

/// <summary>Payload of a request, and for inputs its metadata.</summary>
/// <param name="Payload">The bytes as <c>0x…</c>.</param>
/// <param name="Metadata">What the chain says about the input; absent for questions.</param>
public sealed record RollupRequestData(
    string Payload,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RollupRequestMetadata? Metadata = null);
