using System.Text.Json;
using System.Text.Json.Serialization;
using Rollup.Primitives;

namespace Rollup.Ethereum.JsonRpc;

/// <summary>Bytes and numbers as Ethereum's JSON-RPC writes them.</summary>
internal static class EthereumJsonConverters
{
    internal sealed class AddressConverter : JsonConverter<Address>
    {
        public override Address Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Address.TryParse(reader.GetString(), out Address value) ? value : throw new JsonException("expected an address");

        public override void Write(Utf8JsonWriter writer, Address value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    internal sealed class Hash32Converter : JsonConverter<Hash32>
    {
        public override Hash32 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Hash32.TryParse(reader.GetString(), out Hash32 value) ? value : throw new JsonException("expected 32 bytes");

        public override void Write(Utf8JsonWriter writer, Hash32 value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    internal sealed class BytesConverter : JsonConverter<byte[]>
    {
        public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Hex.TryDecode(reader.GetString(), out byte[]? value) ? value : throw new JsonException("expected hexadecimal bytes");

        public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Hex.Encode(value));
    }

    internal sealed class UInt64Converter : JsonConverter<ulong>
    {
        public override ulong Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Quantity.TryParse(reader.GetString(), out ulong value) ? value : throw new JsonException("expected a quantity of at most 64 bits");

        public override void Write(Utf8JsonWriter writer, ulong value, JsonSerializerOptions options) => writer.WriteStringValue(Quantity.ToHex(value));
    }

    internal sealed class UInt128Converter : JsonConverter<UInt128>
    {
        public override UInt128 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Quantity.TryParse(reader.GetString(), out UInt128 value) ? value : throw new JsonException("expected a quantity of at most 128 bits");

        public override void Write(Utf8JsonWriter writer, UInt128 value, JsonSerializerOptions options) => writer.WriteStringValue(Quantity.ToHex(value));
    }

    internal sealed class UInt256Converter : JsonConverter<UInt256>
    {
        public override UInt256 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            UInt256.TryParseHex(reader.GetString(), out UInt256 value) ? value : throw new JsonException("expected a quantity of at most 256 bits");

        public override void Write(Utf8JsonWriter writer, UInt256 value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToHexString());
    }
}
