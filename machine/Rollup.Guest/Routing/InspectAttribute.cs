namespace Rollup.Guest.Routing;

/// <summary>A method that answers questions. It returns text, bytes, an object that becomes JSON (null means that there is no such thing), or
/// nothing when it writes reports itself through an <see cref="InspectContext"/>.</summary>
/// <param name="pattern">A path such as <c>jobs/{id}/leaderboard?offset=&amp;limit=</c>: each placeholder and each name of the query is a parameter of
/// the method. Parameters of the query with a default or a nullable type may be left out.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class InspectAttribute(string pattern) : Attribute
{
    /// <summary>The pattern.</summary>
    public string Pattern => pattern;
}
