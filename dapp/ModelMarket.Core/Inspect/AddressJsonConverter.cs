using System.Text.Json;
using System.Text.Json.Serialization;
using Rollup.Primitives;

namespace ModelMarket.Core.Inspect;

/// <summary>Addresses as 0x and 40 lower-case hex digits.</summary>
public sealed class AddressJsonConverter : JsonConverter<Address>
{
    /// <inheritdoc/>
    public override Address Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Address.TryParse(reader.GetString(), out Address address)
            ? address
            : throw new JsonException("An address is 0x and 40 hex digits in a string.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Address value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
