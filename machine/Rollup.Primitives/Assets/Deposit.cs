using System.Diagnostics.CodeAnalysis;
using Rollup.Primitives.Rollups;

namespace Rollup.Primitives.Assets;

/// <summary>What a portal says: an asset was locked in the application contract. One of <see cref="EtherDeposit"/>, <see cref="Erc20Deposit"/>,
/// <see cref="Erc721Deposit"/>, <see cref="Erc1155SingleDeposit"/> and <see cref="Erc1155BatchDeposit"/>.</summary>
/// <param name="Sender">Who gave the asset.</param>
/// <param name="ExecLayerData">Bytes that the sender meant for the application; anything is possible.</param>
public abstract record Deposit(Address Sender, ReadOnlyMemory<byte> ExecLayerData)
{
    /// <summary>The portal that speaks.</summary>
    public abstract Portal Portal { get; }

    /// <summary>The input's payload as the portal writes it (rollups-contracts 2.2.0, <c>InputEncoding.sol</c>).</summary>
    public abstract byte[] EncodePayload();

    /// <summary>The voucher that gives the asset back to its sender.</summary>
    /// <param name="application">The application contract, which holds the asset.</param>
    public abstract Voucher ReturnVoucher(Address application);

    /// <summary>Reads a portal's payload strictly: exactly what that portal writes, canonical ABI, nothing left over.</summary>
    public static bool TryDecode(Portal portal, ReadOnlySpan<byte> payload, [NotNullWhen(true)] out Deposit? deposit)
    {
        var fields = new PackedFields(payload);
        deposit = portal switch
        {
            Portal.Ether => EtherDeposit.Read(ref fields),
            Portal.Erc20 => Erc20Deposit.Read(ref fields),
            Portal.Erc721 => Erc721Deposit.Read(ref fields),
            Portal.Erc1155Single => Erc1155SingleDeposit.Read(ref fields),
            Portal.Erc1155Batch => Erc1155BatchDeposit.Read(ref fields),
            _ => null,
        };
        return deposit is not null;
    }
}
