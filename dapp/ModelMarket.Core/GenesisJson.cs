using System.Text.Json.Serialization;
using ModelMarket.Core.Inspect;

namespace ModelMarket.Core;

/// <summary>Reads and writes the genesis document without reflection; unknown members are refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    Converters = [typeof(AmountJsonConverter), typeof(AddressJsonConverter)])]
[JsonSerializable(typeof(GenesisDocument))]
internal sealed partial class GenesisJson : JsonSerializerContext;
