using Rollup.Primitives.Rollups;

namespace Rollup.Primitives.Assets;

/// <summary>Ether was locked: <c>sender(20) ++ value(32) ++ execLayerData</c>.</summary>
/// <param name="Sender">Who gave the Ether.</param>
/// <param name="Value">How much, in wei.</param>
/// <param name="ExecLayerData">Bytes for the application.</param>
public sealed record EtherDeposit(Address Sender, UInt256 Value, ReadOnlyMemory<byte> ExecLayerData) : Deposit(Sender, ExecLayerData)
{
    /// <inheritdoc/>
    public override Portal Portal => Portal.Ether;

    /// <inheritdoc/>
    public override byte[] EncodePayload() => PackedFields.Pack([Sender], [Value], ExecLayerData.Span);

    /// <inheritdoc/>
    public override Voucher ReturnVoucher(Address application) => Withdrawals.Ether(Sender, Value);

    /// <summary>Equality of all fields and bytes.</summary>
    public bool Equals(EtherDeposit? other) =>
        other is not null && Sender == other.Sender && Value == other.Value && ExecLayerData.Span.SequenceEqual(other.ExecLayerData.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => Sender.GetHashCode() ^ Value.GetHashCode();

    internal static EtherDeposit? Read(ref PackedFields fields) =>
        fields.TryTake(out Address sender) && fields.TryTake(out UInt256 value) ? new EtherDeposit(sender, value, fields.Rest.ToArray()) : null;
}
