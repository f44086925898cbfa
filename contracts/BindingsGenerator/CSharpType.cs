namespace BindingsGenerator;

/// <summary>How one ABI type is spelled, written and read in C#.</summary>
/// <param name="Name">The C# type.</param>
/// <param name="Write">Statement body that writes <c>{0}</c> to the writer <c>scope</c>.</param>
/// <param name="Read">Expression that reads <c>{0}</c> from the reader <c>scope</c>.</param>
/// <param name="Local">The type <paramref name="Read"/> yields, where it is not <paramref name="Name"/>.</param>
public sealed record CSharpType(string Name, string Write, string Read, string Local)
{
    /// <summary>What turns the local that was read into a value of the type.</summary>
    public string FromLocal => Local == Name ? "{0}" : "{0}.ToArray()";

    /// <summary>The mapping of a parameter's type.</summary>
    /// <exception cref="NotSupportedException">The generator does not know the type: add it here.</exception>
    public static CSharpType Of(AbiParameter parameter) => parameter.StructName.Length > 0 ? Struct(parameter) : Elementary(parameter.Type);

    private static CSharpType Elementary(string type) => type switch
    {
        "uint8" => Number("byte", "UInt8"),
        "uint16" => Number("ushort", "UInt16"),
        "uint32" => Number("uint", "UInt32"),
        // Narrower than its C# type: the contract keeps to the width, the reader to the C# type.
        "uint64" => Number("ulong", "UInt64"),
        "uint128" => Number("UInt128", "UInt128"),
        "uint256" => Simple("UInt256", "WriteUInt256({0})", "TryReadUInt256"),
        "bool" => Simple("bool", "WriteBool({0})", "TryReadBool"),
        "address" => Simple("Address", "WriteAddress({0})", "TryReadAddress"),
        "bytes32" => Simple("Hash32", "WriteHash({0})", "TryReadHash"),
        "bytes1" => new CSharpType("byte[]", "scope.WriteFixedBytes({0})", "scope.TryReadFixedBytes(1, out var {0})", "ReadOnlySpan<byte>"),
        "bytes" => new CSharpType("byte[]", "scope.WriteBytes({0})", "scope.TryReadBytes(out var {0}, ContractLimits.BytesMax)", "ReadOnlySpan<byte>"),
        "string" => new CSharpType("string", "scope.WriteString({0})", "scope.TryReadString(out var {0}, ContractLimits.BytesMax)", "string"),
        "bytes32[]" => new CSharpType("Hash32[]", "AbiArrays.WriteHashes(scope, {0})", "AbiArrays.TryReadHashes(ref scope, out var {0})", "Hash32[]"),
        "uint256[]" => new CSharpType("UInt256[]", "AbiArrays.WriteNumbers(scope, {0})", "AbiArrays.TryReadNumbers(ref scope, out var {0})", "UInt256[]"),
        _ => throw new NotSupportedException($"ABI type {type} has no C# mapping yet."),
    };

    private static CSharpType Number(string name, string reader) => Simple(name, "WriteUInt({0})", $"TryRead{reader}");

    private static CSharpType Simple(string name, string write, string read) => new(name, $"scope.{write}", $"scope.{read}(out var {{0}})", name);

    private static CSharpType Struct(AbiParameter parameter)
    {
        var name = parameter.StructName;
        return parameter.IsArray
            ? new CSharpType($"{name}[]", $"{name}.WriteArray(scope, {{0}})", $"{name}.TryReadArray(ref scope, out var {{0}})", $"{name}[]")
            : new CSharpType(name, "{0}.Write(scope)", $"{name}.TryRead(ref scope, out var {{0}})", name);
    }
}
