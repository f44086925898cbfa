using Rollup.Ethereum.Keys;
using Rollup.Ethereum.Rlp;
using Rollup.Primitives;

namespace Rollup.Ethereum.Transactions;

/// <summary>A type-2 transaction (EIP-1559). Amounts are in wei.</summary>
public sealed record Eip1559Transaction
{
    private const byte TypeByte = 2;

    /// <summary>The chain it is valid on.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>How many transactions the sender sent before.</summary>
    public required ulong Nonce { get; init; }

    /// <summary>What the block's maker gets at most, per unit of gas.</summary>
    public required UInt128 MaxPriorityFeePerGas { get; init; }

    /// <summary>What the sender pays at most, per unit of gas, base fee included.</summary>
    public required UInt128 MaxFeePerGas { get; init; }

    /// <summary>Units of gas it may use.</summary>
    public required ulong GasLimit { get; init; }

    /// <summary>Whom it calls; null creates a contract from <see cref="Data"/>.</summary>
    public Address? To { get; init; }

    /// <summary>Ether that goes along.</summary>
    public UInt128 Value { get; init; }

    /// <summary>Call data, or init code.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Accounts and slots announced ahead (EIP-2930); usually empty.</summary>
    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <summary>The digest that the sender signs: keccak256(0x02 ‖ rlp(fields)).</summary>
    public Hash32 SigningHash() => Keccak256.Hash(Envelope(Fields()));

    /// <summary>The signed bytes for <c>eth_sendRawTransaction</c>; their Keccak-256 is the transaction's hash.</summary>
    public byte[] Encode(Signature signature) => Envelope(
    [
        .. Fields(),
        RlpEncoder.Unsigned((ulong)signature.YParity),
        RlpEncoder.BigEndian(signature.R.ToArray()),
        RlpEncoder.BigEndian(signature.S.ToArray()),
    ]);

    private byte[][] Fields() =>
    [
        RlpEncoder.Unsigned(ChainId),
        RlpEncoder.Unsigned(Nonce),
        RlpEncoder.Unsigned(MaxPriorityFeePerGas),
        RlpEncoder.Unsigned(MaxFeePerGas),
        RlpEncoder.Unsigned(GasLimit),
        RlpEncoder.Bytes(To is { } to ? to.ToArray() : []),
        RlpEncoder.Unsigned(Value),
        RlpEncoder.Bytes(Data.Span),
        RlpEncoder.List([.. AccessList.Select(EncodeEntry)]),
    ];

    private static byte[] EncodeEntry(AccessListEntry entry) => RlpEncoder.List(
        RlpEncoder.Bytes(entry.Address.ToArray()),
        RlpEncoder.List([.. entry.StorageKeys.Select(key => RlpEncoder.Bytes(key.ToArray()))]));

    private static byte[] Envelope(byte[][] fields) => [TypeByte, .. RlpEncoder.List(fields)];
}
