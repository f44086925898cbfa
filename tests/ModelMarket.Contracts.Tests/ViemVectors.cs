using System.Text.Json;
using Rollup.Primitives;

namespace ModelMarket.Contracts.Tests;

/// <summary>tests/vectors/contracts/calldata.json, made by viem.</summary>
internal static class ViemVectors
{
    public static JsonElement Root { get; } =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "calldata.json"))).RootElement;

    public static byte[] Call(string name) => Hex.Decode(Root.GetProperty("calls").GetProperty(name).GetString());

    public static byte[] Terms { get; } = Hex.Decode(Root.GetProperty("terms").GetString());

    public static Address Address(string name) =>
        Rollup.Primitives.Address.Parse(Root.GetProperty("addresses").GetProperty(name).GetString());
}
