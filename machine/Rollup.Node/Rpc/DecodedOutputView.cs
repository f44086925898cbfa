using System.Text.Json.Serialization;
using Rollup.Primitives;

namespace Rollup.Node.Rpc;

/// <summary>The parts of an output. Addresses are written with checksum here.</summary>
public sealed record DecodedOutputView
{
    /// <summary><c>Notice</c>, <c>Voucher</c> or <c>DelegateCallVoucher</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Whom a voucher calls; absent for a notice.</summary>
    [JsonConverter(typeof(RpcJsonConverters.ChecksumAddress))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Address? Destination { get; init; }

    /// <summary>Ether that goes with a voucher's call, in wei; absent for others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public UInt256? Value { get; init; }

    /// <summary>What is stated or called.</summary>
    public required byte[] Payload { get; init; }
}
