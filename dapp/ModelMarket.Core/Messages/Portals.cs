using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace ModelMarket.Core.Messages;

/// <summary>
/// Deposits of the official portals 2.2.0 and their standard withdrawal vouchers. Packed fields, big-endian
/// (rollups-contracts <c>InputEncoding.sol</c> and <c>docs/contracts.md</c>).
/// </summary>
internal static class Portals
{
    private const int WordBytes = 32;

    public static Address Ether { get; } = Address.Parse("0xA632c5c05812c6a6149B7af5C56117d1D2603828");

    public static Address Erc20 { get; } = Address.Parse("0xACA6586A0Cf05bD831f2501E7B4aea550dA6562D");

    public static Address Erc721 { get; } = Address.Parse("0x9E8851dadb2b77103928518846c4678d48b5e371");

    public static Address Erc1155Single { get; } = Address.Parse("0x18558398Dd1a8cE20956287a4Da7B76aE7A96662");

    public static Address Erc1155Batch { get; } = Address.Parse("0xe246Abb974B307490d9C6932F48EbE79de72338A");

    public static bool IsPortal(Address sender) =>
        sender == Ether || sender == Erc20 || sender == Erc721 || sender == Erc1155Single || sender == Erc1155Batch;

    /// <summary>Reads a portal's payload; false if it is not what that portal writes.</summary>
    public static bool TryRead(Address portal, Address application, ReadOnlySpan<byte> payload, out PortalTransfer? transfer)
    {
        transfer = null;
        if (portal == Ether) return TryReadEther(payload, out transfer);
        if (portal == Erc20) return TryReadErc20(payload, out transfer);
        if (portal == Erc721) return TryReadErc721(application, payload, out transfer);
        if (portal == Erc1155Single) return TryReadErc1155(application, payload, out transfer);
        return portal == Erc1155Batch && TryReadErc1155Batch(application, payload, out transfer);
    }

    private static bool TryReadEther(ReadOnlySpan<byte> payload, out PortalTransfer? transfer)
    {
        transfer = null;
        if (!TryTakeAddress(ref payload, out Address sender) || !TryTakeWord(ref payload, out UInt256 value)) return false;
        transfer = new PortalTransfer("ether", Address.Zero, sender, sender, value, []);
        return true;
    }

    private static bool TryReadErc20(ReadOnlySpan<byte> payload, out PortalTransfer? transfer)
    {
        transfer = null;
        if (!TryTakeAddress(ref payload, out Address token) || !TryTakeAddress(ref payload, out Address sender)) return false;
        if (!TryTakeWord(ref payload, out UInt256 value)) return false;
        byte[] call = new AbiWriter().WriteAddress(sender).WriteUInt256(value).ToArray([0xa9, 0x05, 0x9c, 0xbb]); // transfer(address,uint256)
        transfer = new PortalTransfer("erc20", token, sender, token, UInt256.Zero, call);
        return true;
    }

    private static bool TryReadErc721(Address application, ReadOnlySpan<byte> payload, out PortalTransfer? transfer)
    {
        transfer = null;
        if (!TryTakeAddress(ref payload, out Address token) || !TryTakeAddress(ref payload, out Address sender)) return false;
        if (!TryTakeWord(ref payload, out UInt256 tokenId)) return false;
        // safeTransferFrom(address,address,uint256)
        byte[] call = new AbiWriter().WriteAddress(application).WriteAddress(sender).WriteUInt256(tokenId).ToArray([0x42, 0x84, 0x2e, 0x0e]);
        transfer = new PortalTransfer("erc721", token, sender, token, UInt256.Zero, call);
        return true;
    }

    private static bool TryReadErc1155(Address application, ReadOnlySpan<byte> payload, out PortalTransfer? transfer)
    {
        transfer = null;
        if (!TryTakeAddress(ref payload, out Address token) || !TryTakeAddress(ref payload, out Address sender)) return false;
        if (!TryTakeWord(ref payload, out UInt256 tokenId) || !TryTakeWord(ref payload, out UInt256 value)) return false;
        // safeTransferFrom(address,address,uint256,uint256,bytes)
        byte[] call = new AbiWriter().WriteAddress(application).WriteAddress(sender).WriteUInt256(tokenId).WriteUInt256(value).WriteBytes([])
            .ToArray([0xf2, 0x42, 0x43, 0x2a]);
        transfer = new PortalTransfer("erc1155Single", token, sender, token, UInt256.Zero, call);
        return true;
    }

    private static bool TryReadErc1155Batch(Address application, ReadOnlySpan<byte> payload, out PortalTransfer? transfer)
    {
        transfer = null;
        if (!TryTakeAddress(ref payload, out Address token) || !TryTakeAddress(ref payload, out Address sender)) return false;
        var reader = new AbiReader(payload);
        if (!TryReadWords(ref reader, out UInt256[] ids) || !TryReadWords(ref reader, out UInt256[] values)) return false;
        if (ids.Length != values.Length) return false;
        // safeBatchTransferFrom(address,address,uint256[],uint256[],bytes)
        AbiWriter call = new AbiWriter().WriteAddress(application).WriteAddress(sender);
        WriteWords(call, ids);
        WriteWords(call, values);
        transfer = new PortalTransfer("erc1155Batch", token, sender, token, UInt256.Zero, call.WriteBytes([]).ToArray([0x2e, 0xb2, 0xc2, 0xd6]));
        return true;
    }

    private static bool TryReadWords(ref AbiReader reader, out UInt256[] words)
    {
        words = [];
        // Ids and values together fill at most one input.
        if (!reader.TryEnterArray(Limits.PayloadBytesMax / WordBytes, out int count, out AbiReader elements)) return false;
        var read = new UInt256[count];
        for (int i = 0; i < count; i++)
        {
            if (!elements.TryReadUInt256(out read[i])) return false;
        }

        words = read;
        return reader.TryLeave(in elements);
    }

    private static void WriteWords(AbiWriter writer, UInt256[] words)
    {
        var elements = new AbiWriter();
        foreach (UInt256 word in words) elements.WriteUInt256(word);
        writer.WriteArray(words.Length, elements);
    }

    private static bool TryTakeAddress(ref ReadOnlySpan<byte> payload, out Address address)
    {
        address = default;
        if (payload.Length < Address.SizeBytes) return false;
        address = Address.FromBytes(payload[..Address.SizeBytes]);
        payload = payload[Address.SizeBytes..];
        return true;
    }

    private static bool TryTakeWord(ref ReadOnlySpan<byte> payload, out UInt256 word)
    {
        word = default;
        if (payload.Length < WordBytes) return false;
        word = UInt256.FromBigEndian(payload[..WordBytes]);
        payload = payload[WordBytes..];
        return true;
    }
}
