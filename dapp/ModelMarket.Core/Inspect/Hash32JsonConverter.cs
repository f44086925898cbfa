using System.Text.Json;
using System.Text.Json.Serialization;
using Rollup.Primitives;

namespace ModelMarket.Core.Inspect;

/// <summary>32-byte hashes as 0x and 64 lower-case hex digits.</summary>
public sealed class Hash32JsonConverter : JsonConverter<Hash32>
{
    /// <inheritdoc/>
    public override Hash32 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Hash32.TryParse(reader.GetString(), out Hash32 hash)
            ? hash
            : throw new JsonException("A hash is 0x and 64 hex digits in a string.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Hash32 value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
