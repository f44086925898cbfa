using System.Collections.Generic;
using System.Linq;
using Rollup.Guest.Generators.Model;

namespace Rollup.Guest.Generators.Emission;

/// <summary>Code that reads and writes ABI types: one pair of methods per composite type, shared by all that use it.</summary>
internal sealed class AbiCode
{
    public const string Runtime = "global::Rollup.Guest.Routing.AbiArguments";
    private const string Reader = "global::Rollup.Primitives.Abi.AbiReader";
    private const string Writer = "global::Rollup.Primitives.Abi.AbiWriter";

    private readonly List<AbiNode> _composites = [];
    private readonly bool _reads;
    private readonly bool _writes;

    /// <summary>Code that reads, writes or does both.</summary>
    public AbiCode(bool reads, bool writes) => (_reads, _writes) = (reads, writes);

    /// <summary>An expression that reads a value from <paramref name="reader"/> into a new variable; false when it cannot.</summary>
    public string Read(AbiNode type, string reader, string variable) =>
        IsWord(type)
            ? $"{Runtime}.TryRead(ref {reader}, out {type.CSharp} {variable})"
            : $"ReadAbi{Index(type)}(ref {reader}, out {type.CSharp} {variable})";

    /// <summary>A statement that writes a value.</summary>
    public string Write(AbiNode type, string writer, string value) =>
        IsWord(type) ? $"{Runtime}.Write({writer}, {Widened(type.CSharp)}{value});" : $"WriteAbi{Index(type)}({writer}, {value});";

    // Narrow numbers fit several overloads equally well.
    private static string Widened(string type) => type switch
    {
        "byte" or "ushort" or "uint" => "(ulong)",
        "sbyte" or "short" or "int" => "(long)",
        _ => "",
    };

    /// <summary>Writes the methods of all types that were used.</summary>
    public void Emit(CodeWriter code)
    {
        for (var i = 0; i < _composites.Count; i++) // grows meanwhile: elements and fields
        {
            if (_reads)
            {
                EmitReader(code, _composites[i], i);
            }

            if (_writes)
            {
                EmitWriter(code, _composites[i], i);
            }
        }
    }

    private static bool IsWord(AbiNode type) => type.Form is AbiForm.Word or AbiForm.Bytes or AbiForm.Text;

    private int Index(AbiNode type)
    {
        var index = _composites.IndexOf(type);
        if (index < 0)
        {
            index = _composites.Count;
            _composites.Add(type);
        }

        return index;
    }

    private void EmitReader(CodeWriter code, AbiNode type, int index)
    {
        code.Line().Open($"private static bool ReadAbi{index}(ref {Reader} reader, out {type.CSharp} value)");
        switch (type.Form)
        {
            case AbiForm.OddNumber:
                var unsigned = type.Canonical[0] == 'u';
                code.Line($"var ok = reader.{(unsigned ? "TryReadUInt" : "TryReadInt")}({type.Size}, out var word);")
                    .Line(unsigned && type.Size > 128 ? "value = word;" : $"value = unchecked(({type.CSharp})word{(unsigned ? ".Low" : "")});")
                    .Line("return ok;");
                break;
            case AbiForm.FixedBytes:
                code.Line($"var ok = reader.TryReadFixedBytes({type.Size}, out var bytes);").Line("value = bytes.ToArray();").Line("return ok;");
                break;
            case AbiForm.Array:
                code.Line("value = [];")
                    .Open("if (!reader.TryEnterArray(int.MaxValue, out var count, out var inner))").Line("return false;").Close();
                EmitReadElements(code, type, "inner", "count");
                code.Line("value = elements;").Line("return reader.TryLeave(in inner);");
                break;
            default:
                EmitFieldsReader(code, type);
                break;
        }

        code.Close();
    }

    // Fields of a tuple and elements of a fixed array lie in the scope they are in, or in one of their own when something is dynamic.
    private void EmitFieldsReader(CodeWriter code, AbiNode type)
    {
        code.Line(type.Form == AbiForm.Tuple ? "value = default!;" : "value = [];");
        var scope = type.IsDynamic ? "inner" : "reader";
        if (type.IsDynamic)
        {
            code.Open("if (!reader.TryEnterTuple(out var inner))").Line("return false;").Close();
        }

        if (type.Form == AbiForm.FixedArray)
        {
            EmitReadElements(code, type, scope, $"{type.Size}");
        }
        else
        {
            var fields = type.Children.Select((child, i) => "!" + Read(child, scope, $"field{i}"));
            code.Open($"if ({string.Join(" || ", fields)})").Line("return false;").Close();
        }

        var made = type.Form == AbiForm.FixedArray ? "elements" : $"new {type.CSharp}({string.Join(", ", type.Children.Select((_, i) => $"field{i}"))})";
        code.Line($"value = {made};").Line(type.IsDynamic ? "return reader.TryLeave(in inner);" : "return true;");
    }

    private void EmitReadElements(CodeWriter code, AbiNode type, string scope, string count)
    {
        var element = type.Children[0];
        code.Line($"var elements = {NewArray(element.CSharp, count)};")
            .Open("for (var i = 0; i < elements.Length; i++)")
            .Open($"if (!{Read(element, scope, "element")})").Line("return false;").Close()
            .Line("elements[i] = element;")
            .Close();
    }

    // new T[n] of an array type T[] is written new T[n][].
    private static string NewArray(string element, string count)
    {
        var end = element.Length;
        while (end > 2 && element[end - 1] == ']' && element[end - 2] == '[')
        {
            end -= 2;
        }

        return $"new {element.Substring(0, end)}[{count}]{element.Substring(end)}";
    }

    private void EmitWriter(CodeWriter code, AbiNode type, int index)
    {
        code.Line().Open($"private static void WriteAbi{index}({Writer} writer, {type.CSharp} value)");
        switch (type.Form)
        {
            case AbiForm.OddNumber:
                code.Line($"{Runtime}.{(type.Canonical[0] == 'u' ? "WriteUInt" : "WriteInt")}(writer, {type.Size}, value);");
                break;
            case AbiForm.FixedBytes:
                code.Line($"{Runtime}.WriteFixedBytes(writer, {type.Size}, value);");
                break;
            case AbiForm.Array:
                code.Line($"var inner = new {Writer}();").Open("foreach (var element in value)").Line(Write(type.Children[0], "inner", "element")).Close()
                    .Line("writer.WriteArray(value.Length, inner);");
                break;
            default:
                EmitFieldsWriter(code, type);
                break;
        }

        code.Close();
    }

    private void EmitFieldsWriter(CodeWriter code, AbiNode type)
    {
        var scope = type.IsDynamic ? "inner" : "writer";
        if (type.IsDynamic)
        {
            code.Line($"var inner = new {Writer}();");
        }

        if (type.Form == AbiForm.FixedArray)
        {
            code.Line($"{Runtime}.RequireCount(value.Length, {type.Size});")
                .Open("foreach (var element in value)").Line(Write(type.Children[0], scope, "element")).Close();
        }
        else
        {
            for (var i = 0; i < type.Children.Count; i++)
            {
                code.Line(Write(type.Children[i], scope, $"value.@{type.FieldNames[i]}"));
            }
        }

        if (type.IsDynamic)
        {
            code.Line("writer.WriteTuple(inner);");
        }
    }
}
