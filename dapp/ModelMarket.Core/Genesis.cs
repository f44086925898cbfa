using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Rollup.Primitives;

namespace ModelMarket.Core;

/// <summary>
/// What a deployment may choose: the first argument of the dapp's executable, read once, and therefore part of the machine's template
/// hash. Canonical JSON: exactly the members below in this order, no white space.
/// </summary>
public sealed record Genesis
{
    /// <summary>The only version there is.</summary>
    public const int CurrentVersion = 1;

    private Genesis(GenesisDocument document, Schedule schedule)
    {
        Document = document;
        Schedule = schedule;
        Bytes = JsonSerializer.SerializeToUtf8Bytes(document, GenesisJson.Default.GenesisDocument);
        Hash = Keccak256.Hash(Bytes);
    }

    /// <summary>For development: second-long phases, no operator, GIO off.</summary>
    public static Genesis Dev { get; } = new(new GenesisDocument(CurrentVersion, Schedule.Dev.Name, Address.Zero, [], false), Schedule.Dev);

    /// <summary>The document.</summary>
    public GenesisDocument Document { get; }

    /// <summary>The least phase lengths.</summary>
    public Schedule Schedule { get; }

    /// <summary>keccak256 of the canonical bytes; part of the state root.</summary>
    public Hash32 Hash { get; }

    private byte[] Bytes { get; }

    /// <summary>The canonical bytes.</summary>
    public byte[] Encode() => [.. Bytes];

    /// <summary>Reads a canonical document.</summary>
    /// <param name="utf8">The bytes of the JSON.</param>
    /// <param name="genesis">The genesis, if it is one.</param>
    /// <param name="problem">What is wrong with it, for the person who wrote it; empty if nothing is.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Genesis? genesis, out string problem)
    {
        genesis = null;
        if (utf8.Length > Limits.GenesisBytesMax) return Fail($"A genesis has at most {Limits.GenesisBytesMax} bytes.", out problem);
        if (!TryRead(utf8, out GenesisDocument? document, out problem)) return false;
        if (document.Version != CurrentVersion) return Fail($"Version {document.Version} is not known; use {CurrentVersion}.", out problem);
        if (Schedule.Named(document.Schedule) is not { } schedule) return Fail($"Schedule \"{document.Schedule}\" is not known; use dev or public.", out problem);
        if (document.Gio) return Fail("GIO is not supported by this release: set gio to false.", out problem);
        if (!AreFeesInOrder(document)) return Fail("Fees are sorted by token, each token once, each above zero, and need an operator.", out problem);
        var parsed = new Genesis(document, schedule);
        if (!utf8.SequenceEqual(parsed.Bytes)) return Fail($"Not canonical; write exactly {System.Text.Encoding.UTF8.GetString(parsed.Bytes)}", out problem);
        genesis = parsed;
        return true;
    }

    private static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out GenesisDocument? document, out string problem)
    {
        try
        {
            document = JsonSerializer.Deserialize(utf8, GenesisJson.Default.GenesisDocument);
            problem = document is null ? "The genesis is null." : "";
            return document is not null;
        }
        catch (JsonException error)
        {
            document = null;
            return Fail($"Not a genesis document: {error.Message}", out problem);
        }
    }

    private static bool AreFeesInOrder(GenesisDocument document)
    {
        for (int i = 0; i < document.Fees.Count; i++)
        {
            if (document.Fees[i].PerMiBDay == 0 || document.Operator.IsZero) return false;
            if (i > 0 && document.Fees[i - 1].Token >= document.Fees[i].Token) return false;
        }

        return true;
    }

    private static bool Fail(string reason, out string problem)
    {
        problem = reason;
        return false;
    }
}
