namespace ModelMarket.Cli.Storage;

/// <summary>How far a fetch is.</summary>
/// <param name="BytesHere">Bytes of distinct blocks that are here.</param>
/// <param name="FileBytes">Size of the file; 0 until the root is here.</param>
/// <param name="BlocksHere">Distinct blocks that are here.</param>
/// <param name="BlocksKnown">Distinct blocks known so far.</param>
internal readonly record struct FetchProgress(long BytesHere, ulong FileBytes, int BlocksHere, int BlocksKnown);
