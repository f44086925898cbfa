using System.Text.Json;
using ModelMarket.Content;
using ModelMarket.Core.Sealing;
using Rollup.Primitives;

namespace ModelMarket.Core.Tests.Sealing;

/// <summary>tests/vectors/sealing/sealing.json, made by viem.</summary>
internal static class SealingVectors
{
    private static readonly JsonElement Root =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "sealing.json"))).RootElement;

    public static IEnumerable<JsonElement> Trees => Root.GetProperty("trees").EnumerateArray();

    public static IEnumerable<JsonElement> Draws => Root.GetProperty("draws").EnumerateArray();

    public static Hash32 HashOf(JsonElement value) => Hash32.Parse(value.GetString());

    public static Hash32[] ProofOf(JsonElement group) => [.. group.GetProperty("proof").EnumerateArray().Select(HashOf)];

    /// <summary>The group with this index as the vectors' script makes it.</summary>
    public static Hash32 LeafOf(int index)
    {
        byte[] digest = Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes($"file {index}")).ToArray();
        Cid.TryDecode([0x01, 0x55, 0x12, 0x20, .. digest], out Cid cid, out _).Should().BeTrue();
        Hash32 salt = Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes($"salt {index}"));
        return GroupLeaf.Of(
            Root.GetProperty("chainId").GetUInt64(), AddressOf("app"), AddressOf("sponsor"), HashOf(Root.GetProperty("jobNonce")),
            (uint)index, (uint)(8 + (index % 2)), (ulong)(1000 + index), cid, salt);
    }

    private static Address AddressOf(string name) => Address.Parse(Root.GetProperty(name).GetString());
}
