namespace Rollup.Guest.Routing;

/// <summary>A method that takes deposits. Its parameter says which: <c>EtherDeposit</c>, <c>Erc20Deposit</c>, …, or <c>Deposit</c> for all that no other
/// method takes. Only the portals can cause a call.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnDepositAttribute : Attribute;
