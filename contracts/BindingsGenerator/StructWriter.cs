namespace BindingsGenerator;

/// <summary>Writes the record of a Solidity struct.</summary>
internal static class StructWriter
{
    public static string Write(string contractName, AbiParameter parameter)
    {
        var name = parameter.StructName;
        var fields = parameter.Components;
        var text = new SourceText();
        FieldList.Header(text, contractName);
        text.Doc("summary", $"The struct {name} of {contractName}.sol, where its fields are explained.");
        FieldList.ParameterDocs(text, fields, new Dictionary<string, string>());
        text.Line($"public readonly record struct {name}({FieldList.Parameters(fields)})");
        text.Line("{");
        Codec(text, name);
        Write(text, fields);
        Read(text, name, fields);
        Arrays(text, name, fields);
        text.Line("}");
        return text.ToString();
    }

    private static bool IsDynamic(IReadOnlyList<AbiParameter> fields) => fields.Any(field => field.IsDynamic);

    private static void Codec(SourceText text, string name)
    {
        text.Doc("summary", "The struct as `abi.encode` writes it.");
        text.Line("public byte[] Encode()");
        text.Line("{");
        text.Line("var scope = new AbiWriter();");
        text.Line("Write(scope);");
        text.Line("return scope.ToArray();");
        text.Line("}");
        text.Line();
        text.Doc("summary", "Reads exactly what Encode writes; false for anything else.");
        text.Line($"public static bool TryDecode(ReadOnlySpan<byte> encoded, out {name} decoded)");
        text.Line("{");
        text.Line("var scope = new AbiReader(encoded);");
        text.Line("return TryRead(ref scope, out decoded) && scope.TryEnd();");
        text.Line("}");
        text.Line();
    }

    private static void Write(SourceText text, IReadOnlyList<AbiParameter> fields)
    {
        text.Line(IsDynamic(fields) ? "internal void Write(AbiWriter outer)" : "internal void Write(AbiWriter scope)");
        text.Line("{");
        if (IsDynamic(fields))
            text.Line("var scope = new AbiWriter();");
        FieldList.Writes(text, fields);
        if (IsDynamic(fields))
            text.Line("outer.WriteTuple(scope);");
        text.Line("}");
        text.Line();
    }

    private static void Read(SourceText text, string name, IReadOnlyList<AbiParameter> fields)
    {
        var dynamic = IsDynamic(fields);
        text.Line($"internal static bool TryRead(ref AbiReader {(dynamic ? "outer" : "scope")}, out {name} decoded)");
        text.Line("{");
        text.Line("decoded = default;");
        if (dynamic)
        {
            text.Line("if (!outer.TryEnterTuple(out var scope))");
            text.Continued("return false;");
        }

        FieldList.Reads(text, fields, dynamic ? "outer.TryLeave(in scope)" : "(scope.Error == AbiError.None)");
        text.Line($"decoded = new {name}({FieldList.Values(fields)});");
        text.Line("return true;");
        text.Line("}");
        text.Line();
    }

    private static void Arrays(SourceText text, string name, IReadOnlyList<AbiParameter> fields)
    {
        text.Line($"internal static void WriteArray(AbiWriter outer, {name}[] values)");
        text.Line("{");
        text.Line("var scope = new AbiWriter();");
        text.Line("foreach (var value in values)");
        text.Continued("value.Write(scope);");
        text.Line("outer.WriteArray(values.Length, scope);");
        text.Line("}");
        text.Line();
        text.Line($"internal static bool TryReadArray(ref AbiReader outer, out {name}[] values)");
        text.Line("{");
        text.Line("values = [];");
        text.Line("if (!outer.TryEnterArray(ContractLimits.ArrayCountMax, out var count, out var scope))");
        text.Continued("return false;");
        text.Line($"var read = new {name}[count];");
        text.Line("for (var i = 0; i < count; i++)");
        text.Line("{");
        text.Line("if (!TryRead(ref scope, out read[i]))");
        text.Continued("return false;");
        text.Line("}");
        text.Line();
        text.Line("values = read;");
        text.Line("return outer.TryLeave(in scope);");
        text.Line("}");
    }
}
