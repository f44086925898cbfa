namespace Rollup.Guest.Routing;

/// <summary>An interface whose methods are the inputs of an application: <c>AdvanceStatus Transfer(AdvanceContext context, Address to, UInt256 amount)</c>
/// is <c>transfer(address,uint256)</c>. The generator writes a class that builds these inputs (<c>IBank</c> gives <c>BankCalls</c>), and the methods
/// themselves where <see cref="Abi"/> names a file.</summary>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class RollupContractAttribute : Attribute
{
    /// <summary>Name of a JSON file among the project's <c>AdditionalFiles</c>: an ABI as solc writes it, or an artifact with an <c>abi</c> member. The
    /// interface must be partial and gets one method per function that is not <c>view</c> or <c>pure</c>.</summary>
    public string? Abi { get; init; }
}
