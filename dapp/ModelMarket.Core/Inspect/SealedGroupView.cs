namespace ModelMarket.Core.Inspect;

/// <summary>One opened group of sealed data.</summary>
/// <param name="Index">Its place in the tree.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Drawn">Whether it was drawn, and is public since Preparing.</param>
/// <param name="File">Its file.</param>
public sealed record SealedGroupView(int Index, uint Rows, bool Drawn, ContentView File);
