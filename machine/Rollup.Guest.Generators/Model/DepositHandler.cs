namespace Rollup.Guest.Generators.Model;

/// <summary>A method that takes deposits of one type, or of every type that no other one takes.</summary>
/// <param name="DepositType">The simple name, e.g. <c>Erc20Deposit</c>, or <c>Deposit</c>.</param>
/// <param name="Method">The C# method.</param>
/// <param name="TakesContext">Whether its first parameter is the context.</param>
/// <param name="ReturnsStatus">Whether it returns a status.</param>
internal sealed record DepositHandler(string DepositType, string Method, bool TakesContext, bool ReturnsStatus);
