using System.Text.Json.Serialization;

namespace ModelMarket.Cli.Doctor;

/// <summary>JSON of what <c>doctor</c> prints, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(List<Finding>))]
internal sealed partial class DoctorJson : JsonSerializerContext;
