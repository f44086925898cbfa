using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelMarket.Core.Inspect;

/// <summary>Amounts as decimal text, because JSON readers in other languages lose digits of a 128-bit number.</summary>
public sealed class AmountJsonConverter : JsonConverter<UInt128>
{
    /// <inheritdoc/>
    public override UInt128 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        UInt128.TryParse(reader.GetString(), NumberStyles.None, NumberFormatInfo.InvariantInfo, out UInt128 amount)
            ? amount
            : throw new JsonException("An amount is decimal digits in a string.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, UInt128 value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(NumberFormatInfo.InvariantInfo));
}
