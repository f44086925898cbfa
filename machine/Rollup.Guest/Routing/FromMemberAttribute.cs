namespace Rollup.Guest.Routing;

/// <summary>Lets only certain senders send the input: those equal to a property or field of type <c>Address</c>, or those for which a method
/// <c>bool IsAdmin(Address sender)</c> of the same class says true.</summary>
/// <param name="member">The member's name: <c>nameof(Owner)</c>.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class FromMemberAttribute(string member) : Attribute
{
    /// <summary>The member's name.</summary>
    public string Member => member;
}
