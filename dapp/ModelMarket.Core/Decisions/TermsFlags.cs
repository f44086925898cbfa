namespace ModelMarket.Core.Decisions;

/// <summary>The flags of <c>JobTerms</c> (IMarketInputs.sol).</summary>
[Flags]
internal enum TermsFlags : ushort
{
    None = 0,
    DirectSubmit = 1,
    AcceptNoisy = 2,
    WholeModels = 4,
    SampleWeights = 8,
    Mixed = 16,
    All = DirectSubmit | AcceptNoisy | WholeModels | SampleWeights | Mixed,
}
