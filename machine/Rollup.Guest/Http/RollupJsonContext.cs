using System.Text.Json.Serialization;

namespace Rollup.Guest.Http;

/// <summary>The JSON of the rollup HTTP API, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(FinishRequest))]
[JsonSerializable(typeof(RollupRequest))]
[JsonSerializable(typeof(VoucherRequest))]
[JsonSerializable(typeof(DelegateCallVoucherRequest))]
[JsonSerializable(typeof(PayloadRequest))]
[JsonSerializable(typeof(IndexResponse))]
[JsonSerializable(typeof(GioRequest))]
[JsonSerializable(typeof(GioResponse))]
public sealed partial class RollupJsonContext : JsonSerializerContext;
