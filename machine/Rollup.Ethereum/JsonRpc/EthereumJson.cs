using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Rollup.Primitives;

namespace Rollup.Ethereum.JsonRpc;

/// <summary>How the answers of an Ethereum node are read, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(EthereumJsonConverters.AddressConverter),
        typeof(EthereumJsonConverters.Hash32Converter),
        typeof(EthereumJsonConverters.BytesConverter),
        typeof(EthereumJsonConverters.UInt64Converter),
        typeof(EthereumJsonConverters.UInt128Converter),
        typeof(EthereumJsonConverters.UInt256Converter),
    ])]
[JsonSerializable(typeof(BlockHeader))]
[JsonSerializable(typeof(TransactionReceipt))]
[JsonSerializable(typeof(List<LogEntry>))]
[JsonSerializable(typeof(FeeHistory))]
[JsonSerializable(typeof(ulong))]
[JsonSerializable(typeof(UInt128))]
[JsonSerializable(typeof(UInt256))]
[JsonSerializable(typeof(Hash32))]
[JsonSerializable(typeof(byte[]))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(JsonArray))]
[JsonSerializable(typeof(Accounts.JournalFile))]
internal sealed partial class EthereumJson : JsonSerializerContext;
