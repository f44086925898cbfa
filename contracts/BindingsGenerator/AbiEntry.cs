namespace BindingsGenerator;

/// <summary>A function, event, error or constructor of an ABI.</summary>
/// <param name="Kind"><c>function</c>, <c>event</c>, <c>error</c> or <c>constructor</c>.</param>
/// <param name="Name">Solidity name.</param>
/// <param name="Inputs">Parameters.</param>
/// <param name="Outputs">Return values of a function.</param>
/// <param name="Notice">What the source says about it; may be empty.</param>
/// <param name="ParameterNotices">What the source says about its parameters, by Solidity name.</param>
public sealed record AbiEntry(
    string Kind,
    string Name,
    IReadOnlyList<AbiParameter> Inputs,
    IReadOnlyList<AbiParameter> Outputs,
    string Notice,
    IReadOnlyDictionary<string, string> ParameterNotices)
{
    /// <summary>What selector and topic 0 are hashed from.</summary>
    public string Signature => $"{Name}({string.Join(',', Inputs.Select(input => input.Signature))})";
}
