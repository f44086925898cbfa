using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelMarket.Cli.Data;

/// <summary>JSON of data schemas, generated at build time. Unknown members are refused: a misspelt bound must not be ignored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(DataSchema))]
internal sealed partial class DataJson : JsonSerializerContext;
