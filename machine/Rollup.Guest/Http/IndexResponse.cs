namespace Rollup.Guest.Http;

/// <summary>Answer to an output.</summary>
/// <param name="Index">The output's index since genesis.</param>
public sealed record IndexResponse(ulong Index);
