using Rollup.Primitives.Rollups;

namespace Rollup.Primitives.Assets;

/// <summary>ERC-1155 tokens of one id were locked:
/// <c>token(20) ++ sender(20) ++ tokenId(32) ++ value(32) ++ abi.encode(bytes base, bytes exec)</c>.</summary>
/// <param name="Token">The token's contract.</param>
/// <param name="Sender">Who gave the tokens.</param>
/// <param name="TokenId">Which ones.</param>
/// <param name="Value">How many.</param>
/// <param name="BaseLayerData">Bytes that the token's contract was given on L1.</param>
/// <param name="ExecLayerData">Bytes for the application.</param>
public sealed record Erc1155SingleDeposit(
    Address Token, Address Sender, UInt256 TokenId, UInt256 Value, ReadOnlyMemory<byte> BaseLayerData, ReadOnlyMemory<byte> ExecLayerData)
    : Deposit(Sender, ExecLayerData)
{
    /// <inheritdoc/>
    public override Portal Portal => Portal.Erc1155Single;

    /// <inheritdoc/>
    public override byte[] EncodePayload() =>
        PackedFields.Pack([Token, Sender], [TokenId, Value], PackedFields.LayerData(BaseLayerData, ExecLayerData));

    /// <inheritdoc/>
    public override Voucher ReturnVoucher(Address application) => Withdrawals.Erc1155(Token, application, Sender, TokenId, Value);

    /// <summary>Equality of all fields and bytes.</summary>
    public bool Equals(Erc1155SingleDeposit? other) =>
        other is not null && Token == other.Token && Sender == other.Sender && TokenId == other.TokenId && Value == other.Value
        && BaseLayerData.Span.SequenceEqual(other.BaseLayerData.Span) && ExecLayerData.Span.SequenceEqual(other.ExecLayerData.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => Token.GetHashCode() ^ Sender.GetHashCode() ^ TokenId.GetHashCode();

    internal static Erc1155SingleDeposit? Read(ref PackedFields fields) =>
        fields.TryTake(out Address token) && fields.TryTake(out Address sender) && fields.TryTake(out UInt256 id)
        && fields.TryTake(out UInt256 value) && fields.TryLayerData(out var baseData, out var execData)
            ? new Erc1155SingleDeposit(token, sender, id, value, baseData, execData)
            : null;
}
