using System.Text.Json.Serialization;

namespace ModelMarket.Cli.Storage;

/// <summary>JSON of the storage services, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PinRequest))]
[JsonSerializable(typeof(PinStatus))]
[JsonSerializable(typeof(PinList))]
[JsonSerializable(typeof(KuboAnswers.ImportLine))]
[JsonSerializable(typeof(KuboAnswers.Version))]
internal sealed partial class StorageJson : JsonSerializerContext;
