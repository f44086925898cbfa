using System.Text.Json.Serialization;

namespace ModelMarket.Cli.Presentation;

/// <summary>JSON of the storage, data and trainer verbs, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredView))]
[JsonSerializable(typeof(ContentListView))]
[JsonSerializable(typeof(PinView))]
[JsonSerializable(typeof(ServeView))]
[JsonSerializable(typeof(WeightsImportView))]
[JsonSerializable(typeof(DataCheckView))]
[JsonSerializable(typeof(DataImportView))]
internal sealed partial class ContentJson : JsonSerializerContext;
