using Rollup.Primitives.Abi;
using Rollup.Primitives.Rollups;

namespace Rollup.Primitives.Assets;

/// <summary>ERC-1155 tokens of several ids were locked:
/// <c>token(20) ++ sender(20) ++ abi.encode(uint256[] ids, uint256[] values, bytes base, bytes exec)</c>.</summary>
/// <param name="Token">The token's contract.</param>
/// <param name="Sender">Who gave the tokens.</param>
/// <param name="TokenIds">Which ones; an id may come more than once.</param>
/// <param name="Values">How many of each, as many entries as <paramref name="TokenIds"/>.</param>
/// <param name="BaseLayerData">Bytes that the token's contract was given on L1.</param>
/// <param name="ExecLayerData">Bytes for the application.</param>
public sealed record Erc1155BatchDeposit(
    Address Token,
    Address Sender,
    IReadOnlyList<UInt256> TokenIds,
    IReadOnlyList<UInt256> Values,
    ReadOnlyMemory<byte> BaseLayerData,
    ReadOnlyMemory<byte> ExecLayerData)
    : Deposit(Sender, ExecLayerData)
{
    /// <inheritdoc/>
    public override Portal Portal => Portal.Erc1155Batch;

    /// <inheritdoc/>
    public override byte[] EncodePayload()
    {
        var writer = PackedFields.WriteNumbers(PackedFields.WriteNumbers(new AbiWriter(), TokenIds), Values);
        return PackedFields.Pack([Token, Sender], [], writer.WriteBytes(BaseLayerData.Span).WriteBytes(ExecLayerData.Span).ToArray());
    }

    /// <inheritdoc/>
    public override Voucher ReturnVoucher(Address application) => Withdrawals.Erc1155Batch(Token, application, Sender, TokenIds, Values);

    /// <summary>Equality of all fields, elements and bytes.</summary>
    public bool Equals(Erc1155BatchDeposit? other) =>
        other is not null && Token == other.Token && Sender == other.Sender && TokenIds.SequenceEqual(other.TokenIds)
        && Values.SequenceEqual(other.Values) && BaseLayerData.Span.SequenceEqual(other.BaseLayerData.Span)
        && ExecLayerData.Span.SequenceEqual(other.ExecLayerData.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => Token.GetHashCode() ^ Sender.GetHashCode() ^ TokenIds.Count;

    internal static Erc1155BatchDeposit? Read(ref PackedFields fields)
    {
        if (!fields.TryTake(out Address token) || !fields.TryTake(out Address sender))
        {
            return null;
        }

        var reader = new AbiReader(fields.Rest);
        return PackedFields.TryReadNumbers(ref reader, out var ids) && PackedFields.TryReadNumbers(ref reader, out var values)
            && ids.Length == values.Length
            && reader.TryReadBytes(out var baseData) && reader.TryReadBytes(out var execData) && reader.TryEnd()
                ? new Erc1155BatchDeposit(token, sender, ids, values, baseData.ToArray(), execData.ToArray())
                : null;
    }
}
