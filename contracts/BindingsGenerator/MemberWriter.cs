using System.Text;
using Rollup.Primitives;

namespace BindingsGenerator;

/// <summary>Writes the record of a function's call, an event or an error.</summary>
internal static class MemberWriter
{
    public static string TypeName(AbiEntry entry) =>
        char.ToUpperInvariant(entry.Name[0]) + entry.Name[1..] + entry.Kind switch { "function" => "Call", "event" => "Event", _ => "Error" };

    public static string Write(Artifact artifact, AbiEntry entry)
    {
        var text = new SourceText();
        FieldList.Header(text, artifact.ContractName);
        text.Line($"public static partial class {BindingsWriter.ClassName(artifact.ContractName)}");
        text.Line("{");
        text.Doc("summary", entry.Notice.Length > 0 ? entry.Notice : $"The {entry.Kind} {entry.Signature}.");
        text.Doc("remarks", entry.Signature);
        FieldList.ParameterDocs(text, entry.Inputs, entry.ParameterNotices);
        text.Line($"public readonly record struct {TypeName(entry)}({FieldList.Parameters(entry.Inputs)})");
        text.Line("{");
        Identifier(text, entry);
        if (entry.Kind == "function")
            Encode(text, entry);
        if (entry.Kind == "event")
            DecodeLog(text, entry);
        else
            Decode(text, entry);
        if (entry.Outputs.Count > 0)
            DecodeResult(text, entry);
        text.Line("}");
        text.Line("}");
        return text.ToString();
    }

    private static void Identifier(SourceText text, AbiEntry entry)
    {
        var hash = Keccak256.Hash(Encoding.ASCII.GetBytes(entry.Signature));
        if (entry.Kind == "event")
        {
            text.Doc("summary", "Topic 0 of the event's logs.");
            text.Line($"public static Hash32 Topic0 {{ get; }} = Hash32.Parse(\"{hash}\");");
        }
        else
        {
            var bytes = string.Join(", ", hash.ToArray()[..4].Select(value => $"0x{value:x2}"));
            text.Doc("summary", "The first four bytes.");
            text.Line($"public static ReadOnlySpan<byte> Selector => [{bytes}];");
        }

        text.Line();
    }

    private static void Encode(SourceText text, AbiEntry entry)
    {
        text.Doc("summary", "The calldata: selector and arguments.");
        text.Line("public byte[] Encode()");
        text.Line("{");
        text.Line("var scope = new AbiWriter();");
        FieldList.Writes(text, entry.Inputs);
        text.Line("return scope.ToArray(Selector);");
        text.Line("}");
        text.Line();
    }

    private static void Decode(SourceText text, AbiEntry entry)
    {
        var name = TypeName(entry);
        text.Doc("summary", "Reads selector and arguments in their canonical encoding; false for anything else.");
        text.Line($"public static bool TryDecode(ReadOnlySpan<byte> encoded, out {name} decoded)");
        text.Line("{");
        text.Line("decoded = default;");
        text.Line("if (!encoded.StartsWith(Selector))");
        text.Continued("return false;");
        text.Line("var scope = new AbiReader(encoded[Selector.Length..]);");
        FieldList.Reads(text, entry.Inputs, "scope.TryEnd()");
        text.Line($"decoded = new {name}({FieldList.Values(entry.Inputs)});");
        text.Line("return true;");
        text.Line("}");
    }

    private static void DecodeLog(SourceText text, AbiEntry entry)
    {
        var name = TypeName(entry);
        var indexed = entry.Inputs.Where(input => input.Indexed).ToArray();
        text.Doc("summary", "Reads a log; false if it is another event's, or not in the canonical encoding.");
        text.Line($"public static bool TryDecode(ReadOnlySpan<Hash32> topics, ReadOnlySpan<byte> data, out {name} decoded)");
        text.Line("{");
        text.Line("decoded = default;");
        text.Line($"if (topics.Length != {indexed.Length + 1} || topics[0] != Topic0)");
        text.Continued("return false;");
        if (indexed.Length > 0)
        {
            text.Line($"Span<byte> words = stackalloc byte[{indexed.Length} * Hash32.SizeBytes];");
            text.Line($"for (var i = 0; i < {indexed.Length}; i++)");
            text.Continued("topics[i + 1].CopyTo(words[(i * Hash32.SizeBytes)..]);");
            text.Line("var scope = new AbiReader(words);");
            FieldList.Reads(text, indexed, "scope.TryEnd()");
        }

        text.Line(indexed.Length > 0 ? "scope = new AbiReader(data);" : "var scope = new AbiReader(data);");
        FieldList.Reads(text, [.. entry.Inputs.Where(input => !input.Indexed)], "scope.TryEnd()");
        text.Line($"decoded = new {name}({FieldList.Values(entry.Inputs)});");
        text.Line("return true;");
        text.Line("}");
    }

    private static void DecodeResult(SourceText text, AbiEntry entry)
    {
        var outs = entry.Outputs.Select((output, index) =>
            $"out {CSharpType.Of(output).Name} {ResultName(entry, index)}");
        text.Line();
        text.Doc("summary", "Reads what the call returned; false if it is not in the canonical encoding.");
        text.Line($"public static bool TryDecodeResult(ReadOnlySpan<byte> returned, {string.Join(", ", outs)})");
        text.Line("{");
        for (var i = 0; i < entry.Outputs.Count; i++)
            text.Line($"{ResultName(entry, i)} = {Empty(entry.Outputs[i])};");
        text.Line("var scope = new AbiReader(returned);");
        FieldList.Reads(text, entry.Outputs, "scope.TryEnd()");
        for (var i = 0; i < entry.Outputs.Count; i++)
            text.Line($"{ResultName(entry, i)} = {FieldList.Value(entry.Outputs[i], i)};");
        text.Line("return true;");
        text.Line("}");
    }

    private static string ResultName(AbiEntry entry, int index) =>
        entry.Outputs is [{ Name: "" }] ? "result" : entry.Outputs[index].CSharpName(index, upper: false);

    private static string Empty(AbiParameter output) => CSharpType.Of(output).Name switch
    {
        "string" => "\"\"",
        var name when name.EndsWith("[]", StringComparison.Ordinal) => "[]",
        _ => "default",
    };
}
