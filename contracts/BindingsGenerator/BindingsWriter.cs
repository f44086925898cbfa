using Rollup.Primitives;

namespace BindingsGenerator;

/// <summary>Turns artifacts into the C# files of <c>ModelMarket.Contracts/Generated</c>.</summary>
public static class BindingsWriter
{
    /// <summary>Every generated file by name, in the order of the names.</summary>
    /// <exception cref="InvalidOperationException">Two artifacts declare different structs of one name, or the compiler's selector is not
    /// the one of the signature that was read.</exception>
    public static SortedDictionary<string, string> Write(IEnumerable<Artifact> artifacts)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var artifact in artifacts)
            WriteArtifact(files, artifact);
        return files;
    }

    /// <summary>The C# class that holds a contract's bindings: an interface loses its I.</summary>
    public static string ClassName(string contractName) =>
        contractName.Length > 1 && contractName[0] == 'I' && char.IsUpper(contractName[1]) ? contractName[1..] : contractName;

    private static void WriteArtifact(SortedDictionary<string, string> files, Artifact artifact)
    {
        var owner = ClassName(artifact.ContractName);
        foreach (var entry in artifact.Entries)
        {
            foreach (var parameter in entry.Inputs.Concat(entry.Outputs))
                WriteStructs(files, artifact, parameter);
            if (entry.Kind == "function")
                CheckSelector(artifact, entry);
            if (entry.Kind is "function" or "event" or "error")
                Add(files, $"{owner}.{MemberWriter.TypeName(entry)}.cs", MemberWriter.Write(artifact, entry));
        }

        Add(files, $"{owner}.cs", ArtifactWriter.Owner(artifact));
        if (artifact.Entries.Any(entry => entry.Kind == "error"))
            Add(files, $"{owner}.Errors.cs", ArtifactWriter.Errors(artifact));
        if (artifact.Bytecode.Length > 0)
            Add(files, $"{owner}Artifact.cs", ArtifactWriter.Creation(artifact));
    }

    private static void WriteStructs(SortedDictionary<string, string> files, Artifact artifact, AbiParameter parameter)
    {
        if (parameter.StructName.Length == 0)
            return;
        foreach (var field in parameter.Components)
            WriteStructs(files, artifact, field);
        Add(files, $"{parameter.StructName}.cs", StructWriter.Write(artifact.ContractName, parameter));
    }

    private static void CheckSelector(Artifact artifact, AbiEntry entry)
    {
        var computed = Convert.ToHexStringLower(Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(entry.Signature)).ToArray().AsSpan(0, 4));
        if (!artifact.Selectors.TryGetValue(entry.Signature, out var compiled) || compiled != computed)
            throw new InvalidOperationException($"{artifact.ContractName}.{entry.Signature}: selector {computed}, the compiler says {compiled}.");
    }

    private static void Add(SortedDictionary<string, string> files, string name, string text)
    {
        if (files.TryGetValue(name, out var present) && present != text)
            throw new InvalidOperationException($"{name} would be written twice with different content: rename one of the two.");
        files[name] = text;
    }
}
