using System.Text.Json;

namespace BindingsGenerator;

/// <summary>What <c>tools/build.mjs</c> writes about one contract.</summary>
/// <param name="ContractName">Solidity name.</param>
/// <param name="Entries">The ABI, in the compiler's order.</param>
/// <param name="Selectors">Function selectors by signature, as the compiler computed them.</param>
/// <param name="Bytecode">Creation bytecode; empty for an interface.</param>
public sealed record Artifact(
    string ContractName,
    IReadOnlyList<AbiEntry> Entries,
    IReadOnlyDictionary<string, string> Selectors,
    byte[] Bytecode)
{
    /// <summary>Reads an artifact's JSON.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    /// <exception cref="KeyNotFoundException">A part is missing.</exception>
    public static Artifact Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var entries = root.GetProperty("abi").EnumerateArray().Select(entry => Entry(root, entry)).ToArray();
        var selectors = root.GetProperty("methodIdentifiers").EnumerateObject()
            .ToDictionary(method => method.Name, method => method.Value.GetString()!, StringComparer.Ordinal);
        var bytecode = Convert.FromHexString(root.GetProperty("bytecode").GetString()!.AsSpan(2));
        return new Artifact(root.GetProperty("contractName").GetString()!, entries, selectors, bytecode);
    }

    private static AbiEntry Entry(JsonElement root, JsonElement entry)
    {
        var kind = entry.GetProperty("type").GetString()!;
        var bare = new AbiEntry(kind, Text(entry, "name"), Parameters(entry, "inputs"), Parameters(entry, "outputs"), "", NoNotices);
        return bare with { Notice = Notice(root, bare), ParameterNotices = ParameterNotices(root, bare) };
    }

    private static readonly IReadOnlyDictionary<string, string> NoNotices = new Dictionary<string, string>();

    private static IReadOnlyList<AbiParameter> Parameters(JsonElement owner, string property) =>
        owner.TryGetProperty(property, out var list) ? [.. list.EnumerateArray().Select(Parameter)] : [];

    private static AbiParameter Parameter(JsonElement parameter)
    {
        var internalType = Text(parameter, "internalType");
        var isStruct = internalType.StartsWith("struct ", StringComparison.Ordinal);
        var structName = isStruct ? internalType["struct ".Length..].Split('.')[^1].Split('[')[0] : "";
        var indexed = parameter.TryGetProperty("indexed", out var flag) && flag.GetBoolean();
        return new AbiParameter(Text(parameter, "name"), Text(parameter, "type"), structName, indexed, Parameters(parameter, "components"));
    }

    private static string Notice(JsonElement root, AbiEntry entry)
    {
        var doc = Doc(root, "userdoc", entry);
        return doc is { } found ? Text(found, "notice") : "";
    }

    private static IReadOnlyDictionary<string, string> ParameterNotices(JsonElement root, AbiEntry entry) =>
        Doc(root, "devdoc", entry) is { } found && found.TryGetProperty("params", out var list)
            ? list.EnumerateObject().ToDictionary(item => item.Name, item => item.Value.GetString()!, StringComparer.Ordinal)
            : NoNotices;

    // Errors may be declared several times, so the compiler lists their documentation.
    private static JsonElement? Doc(JsonElement root, string book, AbiEntry entry)
    {
        var shelf = entry.Kind switch { "function" => "methods", "event" => "events", "error" => "errors", _ => "" };
        if (shelf.Length == 0 || !root.GetProperty(book).TryGetProperty(shelf, out var all) || !all.TryGetProperty(entry.Signature, out var doc))
            return null;
        return doc.ValueKind == JsonValueKind.Array ? doc[0] : doc;
    }

    private static string Text(JsonElement owner, string property) =>
        owner.TryGetProperty(property, out var value) ? value.GetString() ?? "" : "";
}
