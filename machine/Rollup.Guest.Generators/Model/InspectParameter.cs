namespace Rollup.Guest.Generators.Model;

/// <summary>A parameter of an inspect handler.</summary>
/// <param name="Name">Its name, also in the pattern.</param>
/// <param name="CSharp">Its C# type without <c>?</c>.</param>
/// <param name="SegmentIndex">Which segment of the path; −1 for one of the query.</param>
/// <param name="Default">The C# default when the query does not name it; null when it must.</param>
internal sealed record InspectParameter(string Name, string CSharp, int SegmentIndex, string? Default);
