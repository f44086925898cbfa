using Microsoft.CodeAnalysis;

namespace Rollup.Guest.Generators.Model;

/// <summary>Something that keeps the generator from writing right code.</summary>
/// <param name="Id">Which kind, e.g. <c>RG002</c>.</param>
/// <param name="Text">What is wrong and what to do about it.</param>
/// <param name="Place">Where.</param>
internal sealed record Problem(string Id, string Text, Place? Place)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Reading.Problems.Descriptor(Id), Place?.ToLocation(), Text);
}
