namespace ModelMarket.Learning.Onnx;

/// <summary>One operation of a graph (ONNX <c>NodeProto</c>).</summary>
public sealed class OnnxNode
{
    /// <summary>The node's own name; often empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>The operator's name.</summary>
    public required string Operator { get; init; }

    /// <summary>The operator's domain; empty for ONNX's own (<c>ai.onnx</c> is read as empty).</summary>
    public string Domain { get; init; } = "";

    /// <summary>Which overload of a model function is called; mostly empty.</summary>
    public string Overload { get; init; } = "";

    /// <summary>Names of the values read; an empty name is an absent optional input.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>Names of the values written; an empty name is an output nobody wants.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>The attributes, in the file's order.</summary>
    public IReadOnlyList<OnnxAttribute> Attributes { get; init; } = [];

    /// <summary>The attribute of that name, or null.</summary>
    public OnnxAttribute? Find(string name)
    {
        foreach (OnnxAttribute attribute in Attributes)
        {
            if (attribute.Name == name)
                return attribute;
        }

        return null;
    }

    /// <summary>The node as an error names it.</summary>
    public override string ToString()
    {
        string kind = Domain.Length == 0 ? Operator : $"{Domain}.{Operator}";
        string name = Name.Length > 0 ? Name : Outputs.Count > 0 ? Outputs[0] : "";
        return $"{kind} '{name}'";
    }
}
