namespace Rollup.Guest.Routing;

/// <summary>Why a question was not answered, and what exactly was wrong.</summary>
/// <param name="Code">Why.</param>
/// <param name="Detail">The path or the parameter.</param>
public readonly record struct InspectRefusal(InspectRefusalCode Code, string Detail);
