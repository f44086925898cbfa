using System.Diagnostics.CodeAnalysis;
using Rollup.Primitives.Abi;

namespace Rollup.Primitives.Rollups;

/// <summary>One input as the InputBox emits it: <c>abi.encodeCall(Inputs.EvmAdvance, …)</c> of rollups-contracts 2.2.0.</summary>
/// <param name="ChainId">Chain the InputBox lives on.</param>
/// <param name="AppContract">The application the input is for.</param>
/// <param name="MsgSender">Who called the InputBox: an account, a portal or another contract.</param>
/// <param name="BlockNumber">Number of the block with the input.</param>
/// <param name="BlockTimestamp">Time of that block, in seconds since 1970.</param>
/// <param name="PrevRandao">Randomness of that block (EIP-4399).</param>
/// <param name="Index">Number of the input at this application, from 0.</param>
/// <param name="Payload">What the sender sent.</param>
[SuppressMessage("Naming", "CA1711", Justification = "The name is the protocol's.")]
public sealed record EvmAdvance(
    ulong ChainId,
    Address AppContract,
    Address MsgSender,
    ulong BlockNumber,
    ulong BlockTimestamp,
    Hash32 PrevRandao,
    ulong Index,
    ReadOnlyMemory<byte> Payload)
{
    /// <summary><c>EvmAdvance(uint256,address,address,uint256,uint256,uint256,uint256,bytes)</c>.</summary>
    public static ReadOnlySpan<byte> Selector => [0x41, 0x5b, 0xf3, 0x63];

    /// <summary>The blob. A payload above <see cref="RollupLimits.PayloadBytesMax"/> encodes too; the InputBox refuses it.</summary>
    public byte[] Encode() =>
        new AbiWriter()
            .WriteUInt(ChainId)
            .WriteAddress(AppContract)
            .WriteAddress(MsgSender)
            .WriteUInt(BlockNumber)
            .WriteUInt(BlockTimestamp)
            .WriteHash(PrevRandao)
            .WriteUInt(Index)
            .WriteBytes(Payload.Span)
            .ToArray(Selector);

    /// <summary>Reads a blob strictly: canonical encoding, at most <see cref="RollupLimits.InputBytesMax"/> bytes, numbers of 64 bits
    /// (as the guest tools demand). The payload is copied.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> blob, [NotNullWhen(true)] out EvmAdvance? input)
    {
        input = null;
        if (blob.Length > RollupLimits.InputBytesMax || !blob.StartsWith(Selector))
        {
            return false;
        }

        var reader = new AbiReader(blob[Selector.Length..]);
        if (reader.TryReadUInt64(out var chainId) && reader.TryReadAddress(out var app) && reader.TryReadAddress(out var sender)
            && reader.TryReadUInt64(out var blockNumber) && reader.TryReadUInt64(out var timestamp) && reader.TryReadHash(out var randao)
            && reader.TryReadUInt64(out var index) && reader.TryReadBytes(out var payload) && reader.TryEnd())
        {
            input = new EvmAdvance(chainId, app, sender, blockNumber, timestamp, randao, index, payload.ToArray());
        }

        return input is not null;
    }

    /// <summary>keccak256 of the blob: what <c>InputBox.getInputHash</c> keeps.</summary>
    public Hash32 Hash() => Keccak256.Hash(Encode());

    /// <summary>Equality of all fields and of the payload's bytes.</summary>
    public bool Equals(EvmAdvance? other) =>
        other is not null && ChainId == other.ChainId && AppContract == other.AppContract && MsgSender == other.MsgSender
        && BlockNumber == other.BlockNumber && BlockTimestamp == other.BlockTimestamp && PrevRandao == other.PrevRandao
        && Index == other.Index && Payload.Span.SequenceEqual(other.Payload.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)Index ^ AppContract.GetHashCode()); // truncation is meant
}
