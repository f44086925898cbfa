using System.Text.Json;

namespace Rollup.Primitives.Tests;

/// <summary>Golden vectors of tests/vectors, copied beside the tests.</summary>
internal static class Vectors
{
    public static JsonElement Abi { get; } = Load("abi.json");

    public static JsonElement Portals { get; } = Load("portals.json");

    private static JsonElement Load(string name) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", name))).RootElement;
}
