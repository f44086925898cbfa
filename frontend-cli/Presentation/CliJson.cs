using System.Text.Json.Serialization;

namespace ModelMarket.Cli.Presentation;

/// <summary>JSON of everything the CLI prints or keeps, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorEnvelope))]
internal sealed partial class CliJson : JsonSerializerContext;
