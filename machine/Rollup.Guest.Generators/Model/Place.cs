using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Rollup.Guest.Generators.Model;

/// <summary>A place in a source file, without holding the tree.</summary>
internal sealed record Place(string File, TextSpan Span, LinePositionSpan Lines)
{
    public Location ToLocation() => Location.Create(File, Span, Lines);

    public static Place? Of(ISymbol symbol) => symbol.Locations.Length == 0 ? null : Of(symbol.Locations[0]);

    private static Place? Of(Location location) =>
        location.SourceTree is null ? null : new Place(location.SourceTree.FilePath, location.SourceSpan, location.GetLineSpan().Span);
}
