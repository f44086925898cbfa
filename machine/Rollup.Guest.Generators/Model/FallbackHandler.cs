namespace Rollup.Guest.Generators.Model;

/// <summary>The method that takes inputs of no known selector.</summary>
internal sealed record FallbackHandler(string Method, bool TakesContext, bool TakesPayload, bool ReturnsStatus);
