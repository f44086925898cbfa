namespace ModelMarket.Cli.Local;

/// <summary>How to start the dapp on this machine.</summary>
/// <param name="FileName">The executable.</param>
/// <param name="Arguments">What comes before the dapp's own arguments.</param>
/// <param name="Native">True for the NativeAOT binary, false for the same code under the JIT.</param>
/// <param name="Note">For people: which of the two, and why.</param>
internal sealed record DappCommand(string FileName, IReadOnlyList<string> Arguments, bool Native, string Note);
