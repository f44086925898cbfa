using Rollup.Primitives.Abi;
using Rollup.Primitives.Rollups;

namespace Rollup.Primitives.Assets;

/// <summary>The vouchers that take assets out of the application contract (rollups-contracts 2.2.0, <c>docs/contracts.md</c>).</summary>
public static class Withdrawals
{
    /// <summary>Sends <paramref name="value"/> wei to <paramref name="to"/>.</summary>
    public static Voucher Ether(Address to, UInt256 value) => new(to, value, ReadOnlyMemory<byte>.Empty);

    /// <summary><c>transfer(address,uint256)</c>.</summary>
    public static Voucher Erc20(Address token, Address to, UInt256 value) =>
        Call(token, new AbiWriter().WriteAddress(to).WriteUInt256(value), [0xa9, 0x05, 0x9c, 0xbb]);

    /// <summary><c>safeTransfer(address,address,uint256)</c> run as the application's own code: for tokens whose <c>transfer</c> returns
    /// nothing, and it reverts where <c>transfer</c> returns false.</summary>
    /// <param name="safeErc20Transfer">The SafeERC20Transfer contract.</param>
    /// <param name="token">The token's contract.</param>
    /// <param name="to">Who is paid.</param>
    /// <param name="value">How much, in the token's smallest unit.</param>
    public static DelegateCallVoucher Erc20Safely(Address safeErc20Transfer, Address token, Address to, UInt256 value) =>
        new(safeErc20Transfer, new AbiWriter().WriteAddress(token).WriteAddress(to).WriteUInt256(value).ToArray([0xd1, 0x66, 0x0f, 0x99]));

    /// <summary><c>safeTransferFrom(address,address,uint256)</c>.</summary>
    public static Voucher Erc721(Address token, Address application, Address to, UInt256 tokenId) =>
        Call(token, new AbiWriter().WriteAddress(application).WriteAddress(to).WriteUInt256(tokenId), [0x42, 0x84, 0x2e, 0x0e]);

    /// <summary><c>safeTransferFrom(address,address,uint256,uint256,bytes)</c>.</summary>
    public static Voucher Erc1155(
        Address token, Address application, Address to, UInt256 tokenId, UInt256 value, ReadOnlySpan<byte> data = default) =>
        Call(
            token,
            new AbiWriter().WriteAddress(application).WriteAddress(to).WriteUInt256(tokenId).WriteUInt256(value).WriteBytes(data),
            [0xf2, 0x42, 0x43, 0x2a]);

    /// <summary><c>safeBatchTransferFrom(address,address,uint256[],uint256[],bytes)</c>.</summary>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static Voucher Erc1155Batch(
        Address token,
        Address application,
        Address to,
        IReadOnlyList<UInt256> tokenIds,
        IReadOnlyList<UInt256> values,
        ReadOnlySpan<byte> data = default)
    {
        if (tokenIds.Count != values.Count)
        {
            throw new ArgumentException($"{tokenIds.Count} token ids are given and {values.Count} values.", nameof(values));
        }

        var writer = new AbiWriter().WriteAddress(application).WriteAddress(to);
        PackedFields.WriteNumbers(PackedFields.WriteNumbers(writer, tokenIds), values);
        return Call(token, writer.WriteBytes(data), [0x2e, 0xb2, 0xc2, 0xd6]);
    }

    private static Voucher Call(Address contract, AbiWriter arguments, ReadOnlySpan<byte> selector) =>
        new(contract, UInt256.Zero, arguments.ToArray(selector));
}
