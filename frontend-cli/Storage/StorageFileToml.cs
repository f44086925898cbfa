using Tomlyn.Serialization;

namespace ModelMarket.Cli.Storage;

/// <summary>TOML of <see cref="StorageFile"/>, generated at build time.</summary>
[TomlSourceGenerationOptions(PropertyNamingPolicy = System.Text.Json.Serialization.JsonKnownNamingPolicy.KebabCaseLower)]
[TomlSerializable(typeof(StorageFile))]
internal sealed partial class StorageFileToml : TomlSerializerContext;
