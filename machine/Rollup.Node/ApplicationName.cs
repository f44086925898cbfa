using System.Text.RegularExpressions;

namespace Rollup.Node;

/// <summary>What an application may be called on a node.</summary>
internal static partial class ApplicationName
{
    public static bool IsValid(string name) => name.Length <= NodeLimits.NameMax && Pattern().IsMatch(name);

    [GeneratedRegex(@"\A[a-z0-9_-]{3,}\z")]
    private static partial Regex Pattern();
}
