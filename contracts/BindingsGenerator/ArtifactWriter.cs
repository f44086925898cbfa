namespace BindingsGenerator;

/// <summary>Writes what belongs to a contract as a whole: its creation code, and the reading of its errors.</summary>
internal static class ArtifactWriter
{
    private const int BytesPerLine = 64;

    public static string Creation(Artifact artifact)
    {
        var name = BindingsWriter.ClassName(artifact.ContractName);
        var text = new SourceText();
        FieldList.Header(text, artifact.ContractName);
        text.Doc("summary", $"How {artifact.ContractName} is created.");
        text.Line($"public static class {name}Artifact");
        text.Line("{");
        InitCode(text, artifact);
        text.Doc("summary", "Creation bytecode without constructor arguments, as the pinned compiler made it.");
        text.Line("public static ReadOnlySpan<byte> CreationCode =>");
        text.Line("[");
        foreach (var line in artifact.Bytecode.Chunk(BytesPerLine))
            text.Continued(string.Join(", ", line.Select(value => value.ToString(null as IFormatProvider))) + ",");
        text.Line("];");
        text.Line("}");
        return text.ToString();
    }

    public static string Owner(Artifact artifact)
    {
        var text = new SourceText();
        FieldList.Header(text, artifact.ContractName);
        text.Doc("summary", $"Calls, events and errors of {artifact.ContractName}.sol.");
        text.Line($"public static partial class {BindingsWriter.ClassName(artifact.ContractName)}");
        text.Line("{");
        text.Line("}");
        return text.ToString();
    }

    public static string Errors(Artifact artifact)
    {
        var name = BindingsWriter.ClassName(artifact.ContractName);
        var text = new SourceText();
        FieldList.Header(text, artifact.ContractName);
        text.Line($"public static partial class {name}");
        text.Line("{");
        var errors = artifact.Entries.Where(entry => entry.Kind == "error").ToArray();
        text.Doc("summary", "Canonical signatures of the contract's errors.");
        text.Line("public static IReadOnlyList<string> ErrorSignatures { get; } =");
        text.Line("[");
        foreach (var error in errors)
            text.Continued($"\"{error.Signature}\",");
        text.Line("];");
        text.Line();
        text.Doc("summary", "Names a revert of the contract with its arguments; false if the data is none of its errors.");
        text.Line("public static bool TryDescribeError(ReadOnlySpan<byte> revertData, out string description)");
        text.Line("{");
        foreach (var error in errors)
        {
            var type = MemberWriter.TypeName(error);
            var local = char.ToLowerInvariant(type[0]) + type[1..];
            text.Line($"if ({type}.TryDecode(revertData, out var {local}))");
            text.Line("{");
            text.Line($"description = {local}.ToString();");
            text.Line("return true;");
            text.Line("}");
            text.Line();
        }

        text.Line("description = \"\";");
        text.Line("return false;");
        text.Line("}");
        text.Line("}");
        return text.ToString();
    }

    private static void InitCode(SourceText text, Artifact artifact)
    {
        var inputs = artifact.Entries.FirstOrDefault(entry => entry.Kind == "constructor")?.Inputs ?? [];
        var arguments = inputs.Select((input, index) => (Type: CSharpType.Of(input), Local: input.CSharpName(index, upper: false))).ToArray();
        var parameters = string.Join(", ", arguments.Select(argument => $"{argument.Type.Name} {argument.Local}"));
        text.Doc("summary", "Creation bytecode and constructor arguments: what a deployment sends.");
        text.Line($"public static byte[] InitCode({parameters})");
        text.Line("{");
        text.Line("var scope = new AbiWriter();");
        foreach (var (type, local) in arguments)
            text.Line(string.Format(null, type.Write, local) + ";");
        text.Line("return scope.ToArray(CreationCode);");
        text.Line("}");
        text.Line();
        text.Doc("summary", "The address at which the deterministic deployment proxy creates the contract with salt 0.");
        text.Line($"public static Address AddressOf({parameters}) =>");
        text.Continued($"Create2.AddressOf(Hash32.Zero, InitCode({string.Join(", ", arguments.Select(argument => argument.Local))}));");
        text.Line();
    }
}
