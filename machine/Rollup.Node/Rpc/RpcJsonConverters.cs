using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Rollup.Ethereum.JsonRpc;
using Rollup.Primitives;

namespace Rollup.Node.Rpc;

/// <summary>Bytes and numbers as the official node's JSON-RPC writes them.</summary>
internal static class RpcJsonConverters
{
    internal sealed class LowerCaseAddress : JsonConverter<Address>
    {
        public override Address Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadAddress(ref reader);

        public override void Write(Utf8JsonWriter writer, Address value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    internal sealed class ChecksumAddress : JsonConverter<Address>
    {
        public override Address Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadAddress(ref reader);

        public override void Write(Utf8JsonWriter writer, Address value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToChecksumString());
    }

    internal sealed class Word : JsonConverter<Hash32>
    {
        public override Hash32 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Hash32.TryParse(reader.GetString(), out Hash32 value) ? value : throw new JsonException("expected 32 bytes");

        public override void Write(Utf8JsonWriter writer, Hash32 value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    internal sealed class UnpaddedWord : JsonConverter<Hash32>
    {
        public override Hash32 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            UInt256.TryParseHex(reader.GetString(), out UInt256 value) ? value.ToHash32() : throw new JsonException("expected a hexadecimal number of at most 256 bits");

        public override void Write(Utf8JsonWriter writer, Hash32 value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToUInt256().ToHexString());
    }

    internal sealed class Bytes : JsonConverter<byte[]>
    {
        public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Hex.TryDecode(reader.GetString(), out byte[]? value) ? value : throw new JsonException("expected hexadecimal bytes");

        public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) => writer.WriteStringValue(Hex.Encode(value));
    }

    internal sealed class HexNumber : JsonConverter<ulong>
    {
        public override ulong Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Quantity.TryParse(reader.GetString(), out ulong value) ? value : throw new JsonException("expected a hexadecimal number of at most 64 bits");

        public override void Write(Utf8JsonWriter writer, ulong value, JsonSerializerOptions options) => writer.WriteStringValue(Quantity.ToHex(value));
    }

    internal sealed class PlainNumber : JsonConverter<ulong>
    {
        public override ulong Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetUInt64();

        public override void Write(Utf8JsonWriter writer, ulong value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
    }

    internal sealed class WideNumber : JsonConverter<UInt256>
    {
        public override UInt256 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            UInt256.TryParseHex(reader.GetString(), out UInt256 value) ? value : throw new JsonException("expected a hexadecimal number of at most 256 bits");

        public override void Write(Utf8JsonWriter writer, UInt256 value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToHexString());
    }

    internal sealed class Time : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
    }

    internal sealed class InputStatusName() : JsonStringEnumConverter<InputStatus>(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false);

    internal sealed class EpochStatusName() : JsonStringEnumConverter<EpochStatus>(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false);

    internal sealed class ApplicationStateName() : JsonStringEnumConverter<ApplicationState>(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false);

    private static Address ReadAddress(ref Utf8JsonReader reader) =>
        Address.TryParse(reader.GetString(), out Address value) ? value : throw new JsonException("expected an address");
}
