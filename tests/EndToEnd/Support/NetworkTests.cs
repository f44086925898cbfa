namespace EndToEnd.Support;

/// <summary>Tests that share one local network; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class NetworkTests : ICollectionFixture<NetworkFixture>
{
    public const string Name = "local network";
}
