using Tomlyn.Serialization;

namespace ModelMarket.Cli.Market;

/// <summary>TOML of <see cref="JobFile"/>, generated at build time.</summary>
[TomlSourceGenerationOptions(PropertyNamingPolicy = System.Text.Json.Serialization.JsonKnownNamingPolicy.KebabCaseLower)]
[TomlSerializable(typeof(JobFile))]
internal sealed partial class JobFileToml : TomlSerializerContext;
