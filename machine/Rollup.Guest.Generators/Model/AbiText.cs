namespace Rollup.Guest.Generators.Model;

/// <summary>A JSON file beside the sources.</summary>
internal sealed record AbiText(string Name, string Text);
