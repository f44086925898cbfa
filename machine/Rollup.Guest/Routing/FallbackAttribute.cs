namespace Rollup.Guest.Routing;

/// <summary>The method that takes every input whose selector no other one has, and those too short for one. Its parameters are an
/// <see cref="AdvanceContext"/> and the payload as <c>ReadOnlyMemory&lt;byte&gt;</c>, or one of them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FallbackAttribute : Attribute;
