using System.Linq;

namespace Rollup.Guest.Generators.Model;

/// <summary>A method that works through the inputs of one selector.</summary>
/// <param name="Function">The function's name in Solidity.</param>
/// <param name="Target">What the method is called on: <c>this</c>, or <c>this</c> as a contract's interface.</param>
/// <param name="Method">The C# method.</param>
/// <param name="TakesContext">Whether its first parameter is the context.</param>
/// <param name="Arguments">The other parameters, in order.</param>
/// <param name="ReturnsStatus">Whether it returns a status; else it returns nothing and accepts.</param>
/// <param name="Senders">Conditions of which one must hold; none means anybody.</param>
/// <param name="Place">Where a problem is shown.</param>
internal sealed record InputHandler(
    string Function,
    string Target,
    string Method,
    bool TakesContext,
    EquatableList<Argument> Arguments,
    bool ReturnsStatus,
    EquatableList<string> Senders,
    Place? Place)
{
    public string Signature => $"{Function}({string.Join(",", Arguments.Select(argument => argument.Type.Canonical))})";
}
