namespace Rollup.Node.Tests;

/// <summary>Tests that measure this process or the machine: no other test runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    /// <summary>Names the collection.</summary>
    public const string Name = "alone";
}
