using System.Text.Json.Serialization;

namespace ModelMarket.Cli.Reports;

/// <summary>JSON of what <c>report</c> prints, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ReportView))]
internal sealed partial class ReportJson : JsonSerializerContext;
