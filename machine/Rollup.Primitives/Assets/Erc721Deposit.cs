using Rollup.Primitives.Rollups;

namespace Rollup.Primitives.Assets;

/// <summary>An ERC-721 token was locked: <c>token(20) ++ sender(20) ++ tokenId(32) ++ abi.encode(bytes base, bytes exec)</c>.</summary>
/// <param name="Token">The token's contract.</param>
/// <param name="Sender">Who gave the token.</param>
/// <param name="TokenId">Which one.</param>
/// <param name="BaseLayerData">Bytes that the token's contract was given on L1.</param>
/// <param name="ExecLayerData">Bytes for the application.</param>
public sealed record Erc721Deposit(
    Address Token, Address Sender, UInt256 TokenId, ReadOnlyMemory<byte> BaseLayerData, ReadOnlyMemory<byte> ExecLayerData)
    : Deposit(Sender, ExecLayerData)
{
    /// <inheritdoc/>
    public override Portal Portal => Portal.Erc721;

    /// <inheritdoc/>
    public override byte[] EncodePayload() =>
        PackedFields.Pack([Token, Sender], [TokenId], PackedFields.LayerData(BaseLayerData, ExecLayerData));

    /// <inheritdoc/>
    public override Voucher ReturnVoucher(Address application) => Withdrawals.Erc721(Token, application, Sender, TokenId);

    /// <summary>Equality of all fields and bytes.</summary>
    public bool Equals(Erc721Deposit? other) =>
        other is not null && Token == other.Token && Sender == other.Sender && TokenId == other.TokenId
        && BaseLayerData.Span.SequenceEqual(other.BaseLayerData.Span) && ExecLayerData.Span.SequenceEqual(other.ExecLayerData.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => Token.GetHashCode() ^ Sender.GetHashCode() ^ TokenId.GetHashCode();

    internal static Erc721Deposit? Read(ref PackedFields fields) =>
        fields.TryTake(out Address token) && fields.TryTake(out Address sender) && fields.TryTake(out UInt256 id)
        && fields.TryLayerData(out var baseData, out var execData)
            ? new Erc721Deposit(token, sender, id, baseData, execData)
            : null;
}
