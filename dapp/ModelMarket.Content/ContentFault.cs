namespace ModelMarket.Content;

/// <summary>Why content was refused, and a sentence for the person who sent it. The sentence never decides anything.</summary>
/// <param name="Error">The pinned reason.</param>
/// <param name="Detail">What exactly, with the numbers.</param>
public readonly record struct ContentFault(ContentError Error, string Detail)
{
    /// <summary>No fault.</summary>
    public static ContentFault None => new(ContentError.None, "");

    /// <inheritdoc/>
    public override string ToString() => $"{Error}: {Detail}";
}
