namespace Rollup.Guest.Routing;

/// <summary>A method that works through the inputs of one selector: keccak256 of its Solidity signature, computed when the code is built.</summary>
/// <param name="name">The function's name in Solidity; without it the method's name with a small first letter.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InputAttribute(string? name = null) : Attribute
{
    /// <summary>The function's name in Solidity, when it is not the method's.</summary>
    public string? Name => name;
}
