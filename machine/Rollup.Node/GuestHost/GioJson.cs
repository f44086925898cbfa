using System.Text.Json.Serialization;

namespace Rollup.Node.GuestHost;

/// <summary>The JSON of <c>/gio</c>, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(GioRequest))]
[JsonSerializable(typeof(GioAnswer))]
internal sealed partial class GioJson : JsonSerializerContext;
