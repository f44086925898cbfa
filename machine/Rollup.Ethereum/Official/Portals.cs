using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace Rollup.Ethereum.Official;

/// <summary>Call data of the official portals. Tokens need an approval for the portal first.</summary>
public static class Portals
{
    private static readonly byte[] DepositEtherSelector = AbiSignature.Selector("depositEther(address,bytes)");
    private static readonly byte[] DepositErc20Selector = AbiSignature.Selector("depositERC20Tokens(address,address,uint256,bytes)");
    private static readonly byte[] DepositErc721Selector = AbiSignature.Selector("depositERC721Token(address,address,uint256,bytes,bytes)");
    private static readonly byte[] DepositErc1155SingleSelector = AbiSignature.Selector("depositSingleERC1155Token(address,address,uint256,uint256,bytes,bytes)");
    private static readonly byte[] DepositErc1155BatchSelector = AbiSignature.Selector("depositBatchERC1155Token(address,address,uint256[],uint256[],bytes,bytes)");

    /// <summary>EtherPortal; the Ether goes along as the transaction's value.</summary>
    public static byte[] DepositEther(Address application, ReadOnlySpan<byte> execLayerData) =>
        new AbiWriter().WriteAddress(application).WriteBytes(execLayerData).ToArray(DepositEtherSelector);

    /// <summary>ERC20Portal.</summary>
    public static byte[] DepositErc20(Address token, Address application, UInt256 value, ReadOnlySpan<byte> execLayerData) =>
        new AbiWriter().WriteAddress(token).WriteAddress(application).WriteUInt256(value).WriteBytes(execLayerData).ToArray(DepositErc20Selector);

    /// <summary>ERC721Portal.</summary>
    public static byte[] DepositErc721(Address token, Address application, UInt256 tokenId, ReadOnlySpan<byte> baseLayerData, ReadOnlySpan<byte> execLayerData) =>
        new AbiWriter().WriteAddress(token).WriteAddress(application).WriteUInt256(tokenId).WriteBytes(baseLayerData).WriteBytes(execLayerData)
            .ToArray(DepositErc721Selector);

    /// <summary>ERC1155SinglePortal.</summary>
    public static byte[] DepositErc1155Single(
        Address token, Address application, UInt256 tokenId, UInt256 value, ReadOnlySpan<byte> baseLayerData, ReadOnlySpan<byte> execLayerData) =>
        new AbiWriter().WriteAddress(token).WriteAddress(application).WriteUInt256(tokenId).WriteUInt256(value).WriteBytes(baseLayerData).WriteBytes(execLayerData)
            .ToArray(DepositErc1155SingleSelector);

    /// <summary>ERC1155BatchPortal.</summary>
    public static byte[] DepositErc1155Batch(
        Address token, Address application, IReadOnlyList<UInt256> tokenIds, IReadOnlyList<UInt256> values, ReadOnlySpan<byte> baseLayerData, ReadOnlySpan<byte> execLayerData) =>
        new AbiWriter().WriteAddress(token).WriteAddress(application)
            .WriteArray(tokenIds.Count, Numbers(tokenIds)).WriteArray(values.Count, Numbers(values))
            .WriteBytes(baseLayerData).WriteBytes(execLayerData)
            .ToArray(DepositErc1155BatchSelector);

    private static AbiWriter Numbers(IReadOnlyList<UInt256> numbers)
    {
        var writer = new AbiWriter();
        foreach (UInt256 number in numbers)
            writer.WriteUInt256(number);
        return writer;
    }
}
