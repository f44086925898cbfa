using Tomlyn.Serialization;

namespace ModelMarket.Cli.Session;

/// <summary>TOML of <see cref="ConfigFile"/>, generated at build time.</summary>
[TomlSourceGenerationOptions(PropertyNamingPolicy = System.Text.Json.Serialization.JsonKnownNamingPolicy.KebabCaseLower)]
[TomlSerializable(typeof(ConfigFile))]
internal sealed partial class ConfigToml : TomlSerializerContext;
