using System.Globalization;
using System.Text.Json;
using Rollup.Ethereum.Transactions;
using Rollup.Primitives;

namespace Rollup.Ethereum.Tests;

/// <summary>tests/vectors/ethereum/transactions.json, made by viem.</summary>
internal static class ViemVectors
{
    private static readonly JsonElement Root =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "transactions.json"))).RootElement;

    public static IEnumerable<JsonElement> Of(string list) => Root.GetProperty(list).EnumerateArray();

    public static Eip1559Transaction Transaction(JsonElement vector) => new()
    {
        ChainId = vector.GetProperty("chainId").GetUInt64(),
        Nonce = vector.GetProperty("nonce").GetUInt64(),
        MaxPriorityFeePerGas = Number(vector, "maxPriorityFeePerGas"),
        MaxFeePerGas = Number(vector, "maxFeePerGas"),
        GasLimit = (ulong)Number(vector, "gas"),
        To = vector.TryGetProperty("to", out JsonElement to) ? Address.Parse(to.GetString()) : null,
        Value = Number(vector, "value"),
        Data = Data(vector),
        AccessList = vector.TryGetProperty("accessList", out JsonElement list) ? [.. list.EnumerateArray().Select(Entry)] : [],
    };

    private static UInt128 Number(JsonElement vector, string name) => UInt128.Parse(vector.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

    private static byte[] Data(JsonElement vector)
    {
        if (vector.TryGetProperty("dataByte", out JsonElement fill))
        {
            var data = new byte[vector.GetProperty("dataCount").GetInt32()];
            data.AsSpan().Fill(Convert.FromHexString(fill.GetString()!)[0]);
            return data;
        }
        return vector.TryGetProperty("data", out JsonElement hex) ? Hex.Decode(hex.GetString()) : [];
    }

    private static AccessListEntry Entry(JsonElement entry) => new(
        Address.Parse(entry.GetProperty("address").GetString()),
        [.. entry.GetProperty("storageKeys").EnumerateArray().Select(k => Hash32.Parse(k.GetString()))]);
}
