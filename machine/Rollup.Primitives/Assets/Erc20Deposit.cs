using Rollup.Primitives.Rollups;

namespace Rollup.Primitives.Assets;

/// <summary>ERC-20 tokens were locked: <c>token(20) ++ sender(20) ++ value(32) ++ execLayerData</c>.</summary>
/// <param name="Token">The token's contract. Anybody can write one: a deposit says nothing about its worth.</param>
/// <param name="Sender">Who gave the tokens.</param>
/// <param name="Value">How many, in the token's smallest unit.</param>
/// <param name="ExecLayerData">Bytes for the application.</param>
public sealed record Erc20Deposit(Address Token, Address Sender, UInt256 Value, ReadOnlyMemory<byte> ExecLayerData) : Deposit(Sender, ExecLayerData)
{
    /// <inheritdoc/>
    public override Portal Portal => Portal.Erc20;

    /// <inheritdoc/>
    public override byte[] EncodePayload() => PackedFields.Pack([Token, Sender], [Value], ExecLayerData.Span);

    /// <inheritdoc/>
    public override Voucher ReturnVoucher(Address application) => Withdrawals.Erc20(Token, Sender, Value);

    /// <summary>Equality of all fields and bytes.</summary>
    public bool Equals(Erc20Deposit? other) =>
        other is not null && Token == other.Token && Sender == other.Sender && Value == other.Value
        && ExecLayerData.Span.SequenceEqual(other.ExecLayerData.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => Token.GetHashCode() ^ Sender.GetHashCode() ^ Value.GetHashCode();

    internal static Erc20Deposit? Read(ref PackedFields fields) =>
        fields.TryTake(out Address token) && fields.TryTake(out Address sender) && fields.TryTake(out UInt256 value)
            ? new Erc20Deposit(token, sender, value, fields.Rest.ToArray())
            : null;
}
