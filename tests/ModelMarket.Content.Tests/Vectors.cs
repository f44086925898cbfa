using System.Text.Json;
using System.Text.Json.Serialization;
using ModelMarket.Content.UnixFs;

namespace ModelMarket.Content.Tests;

/// <summary>Reads tests/vectors/content/.</summary>
internal static class Vectors
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<FileVector> Files { get; } = Read<FileVector>("files.json");

    public static IReadOnlyList<CidVector> Cids { get; } = Read<CidVector>("cids.json");

    public static IReadOnlyList<CarVector> Cars { get; } = Read<CarVector>("car.json");

    private static List<T> Read<T>(string name)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "vectors", name));
        return JsonSerializer.Deserialize<List<T>>(stream, Options) ?? throw new InvalidDataException(name);
    }

    internal sealed record FileVector(int Size, uint Seed, int Chunk, string Leaves, int Version, int Width, string Cid, int Blocks, long BlockBytes)
    {
        [JsonIgnore]
        public ImportOptions Options => new(Chunk, Leaves == "raw" ? LeafKind.Raw : LeafKind.DagPb, Version == 0 ? CidVersion.V0 : CidVersion.V1, Width);

        public override string ToString() => $"{Size} bytes, chunk {Chunk}, {Leaves}, CIDv{Version}, width {Width}, seed {Seed}";
    }

    internal sealed record CidVector(string Canonical, int Version, int Codec, string Digest, string Bytes, string Base32, string Base58Btc, string Base16);

    internal sealed record CarVector(int Size, uint Seed, string Root, int Roots, IReadOnlyList<CarBlock> Blocks, string Car);

    internal sealed record CarBlock(string Cid, string Hex);
}
