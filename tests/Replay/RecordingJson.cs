using System.Text.Json.Serialization;

namespace Replay;

/// <summary>The JSON of recordings.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RecordingHeader))]
[JsonSerializable(typeof(RecordingLine))]
public sealed partial class RecordingJson : JsonSerializerContext;
