namespace Rollup.Guest.Routing;

/// <summary>Lets only this account or contract send the input. With several of these attributes, any of them will do.</summary>
/// <param name="address"><c>0x</c> and 40 digits; checked when the code is built.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class FromAttribute(string address) : Attribute
{
    /// <summary>The account or contract.</summary>
    public string Address => address;
}
