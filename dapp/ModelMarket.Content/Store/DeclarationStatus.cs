namespace ModelMarket.Content.Store;

/// <summary>How far a declared file has arrived.</summary>
/// <param name="Declaration">What was declared.</param>
/// <param name="BlockCount">Distinct blocks known so far: the root, and what arrived nodes link to.</param>
/// <param name="MissingCount">Those of them that are not here; 0 when the file is complete.</param>
/// <param name="ChargedBytes">What is used of the quota.</param>
public sealed record DeclarationStatus(Declaration Declaration, int BlockCount, int MissingCount, ulong ChargedBytes)
{
    /// <summary>Whether the whole file is here.</summary>
    public bool IsComplete => MissingCount == 0;
}
