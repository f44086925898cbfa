using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelMarket.Core.Inspect;

/// <summary>Signed 128-bit integers as decimal text, for the same reason as amounts.</summary>
public sealed class SignedJsonConverter : JsonConverter<Int128>
{
    /// <inheritdoc/>
    public override Int128 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Int128.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, NumberFormatInfo.InvariantInfo, out Int128 value)
            ? value
            : throw new JsonException("A signed number is decimal digits in a string, with a minus in front if it is negative.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Int128 value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString(NumberFormatInfo.InvariantInfo));
    }
}
