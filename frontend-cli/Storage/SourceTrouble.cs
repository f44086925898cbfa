using ModelMarket.Content;

namespace ModelMarket.Cli.Storage;

/// <summary>A source did not give a block, or gave a wrong one. Told to the user; the next source is tried.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Cid">The block.</param>
/// <param name="Reason">What it did, after "…": a few words.</param>
/// <param name="Lied">Whether it gave bytes that are not the block; it is not asked again.</param>
internal readonly record struct SourceTrouble(string Source, Cid Cid, string Reason, bool Lied)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Source} {Reason} ({Cid})";
}
