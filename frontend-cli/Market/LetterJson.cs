using System.Text.Json.Serialization;

namespace ModelMarket.Cli.Market;

/// <summary>JSON of what is encrypted, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SealedLetter))]
internal sealed partial class LetterJson : JsonSerializerContext;
