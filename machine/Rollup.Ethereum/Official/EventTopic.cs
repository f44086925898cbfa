using Rollup.Primitives;

namespace Rollup.Ethereum.Official;

/// <summary>Indexed arguments as topics.</summary>
public static class EventTopic
{
    /// <summary>An address, padded to 32 bytes.</summary>
    public static Hash32 Of(Address address) => Hash32.FromBytes([.. new byte[12], .. address.ToArray()]);

    /// <summary>The address in a topic.</summary>
    public static Address ToAddress(Hash32 topic) => Address.FromBytes(topic.ToArray().AsSpan(12));
}
