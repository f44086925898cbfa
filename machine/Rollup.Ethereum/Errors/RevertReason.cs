using Rollup.Primitives;

namespace Rollup.Ethereum.Errors;

/// <summary>What a contract said when it refused.</summary>
/// <param name="Name">The error's name: <c>Error</c>, <c>Panic</c>, a custom error, or empty when it is unknown.</param>
/// <param name="Arguments">Its arguments as text.</param>
/// <param name="Data">The bytes as they came.</param>
public sealed record RevertReason(string Name, IReadOnlyList<string> Arguments, byte[] Data)
{
    /// <summary>Nothing was said.</summary>
    public static RevertReason None { get; } = new("", [], []);

    /// <summary>One line for people.</summary>
    public override string ToString() => (Name, Data.Length) switch
    {
        ("", 0) => "no reason given",
        ("", _) => $"unknown error {Hex.Encode(Data)}",
        ("Error", _) => $"\"{Arguments[0]}\"",
        ("Panic", _) => $"panic {Arguments[0]}",
        _ => $"{Name}({string.Join(", ", Arguments)})",
    };
}
