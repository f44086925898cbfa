using System.Text.Json.Serialization;
using Rollup.Primitives;

namespace Rollup.Node.Rpc;

/// <summary>The parts of an input's blob. Addresses are written with checksum here.</summary>
public sealed record DecodedInputView
{
    /// <summary>Its chain.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>The application it is for.</summary>
    [JsonConverter(typeof(RpcJsonConverters.ChecksumAddress))]
    public required Address ApplicationContract { get; init; }

    /// <summary>Who called the InputBox.</summary>
    [JsonConverter(typeof(RpcJsonConverters.ChecksumAddress))]
    public required Address Sender { get; init; }

    /// <summary>Its block.</summary>
    public required ulong BlockNumber { get; init; }

    /// <summary>Time of the block, in seconds since 1970.</summary>
    public required ulong BlockTimestamp { get; init; }

    /// <summary>Randomness of the block; written as a number, without leading zeros, as the official node does.</summary>
    [JsonConverter(typeof(RpcJsonConverters.UnpaddedWord))]
    public required Hash32 PrevRandao { get; init; }

    /// <summary>Number at this application, from 0.</summary>
    public required ulong Index { get; init; }

    /// <summary>What the sender sent.</summary>
    public required byte[] Payload { get; init; }
}
