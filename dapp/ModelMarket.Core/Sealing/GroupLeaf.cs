using ModelMarket.Content;
using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace ModelMarket.Core.Sealing;

/// <summary>One group of sealed data as a leaf of the tree under <c>sealedRoot</c> (mechanism.md §2).</summary>
public static class GroupLeaf
{
    private static readonly Hash32 Domain = Keccak256.Hash("ModelMarket.v1.leaf"u8);

    /// <summary>
    /// <c>keccak256(keccak256(abi.encode(LEAF_DOMAIN, chainId, app, sponsor, jobNonce, index, rows, size, keccak256(cid), salt)))</c>. Hashed twice, so
    /// that no leaf's encoding can pass for a node's.
    /// </summary>
    /// <param name="chainId">The chain.</param>
    /// <param name="application">The application.</param>
    /// <param name="sponsor">Who opens the job.</param>
    /// <param name="jobNonce">32 bytes the sponsor chose, of the terms.</param>
    /// <param name="index">The group, from 0.</param>
    /// <param name="rows">Rows of its file.</param>
    /// <param name="sizeBytes">Bytes of its file.</param>
    /// <param name="cid">Its file; hashed as the binary CID that is opened.</param>
    /// <param name="salt">32 secret bytes, of this group alone.</param>
    public static Hash32 Of(
        ulong chainId, Address application, Address sponsor, Hash32 jobNonce, uint index, uint rows, ulong sizeBytes, in Cid cid, Hash32 salt)
    {
        byte[] encoded = new AbiWriter()
            .WriteHash(Domain)
            .WriteUInt(chainId)
            .WriteAddress(application)
            .WriteAddress(sponsor)
            .WriteHash(jobNonce)
            .WriteUInt(index)
            .WriteUInt(rows)
            .WriteUInt(sizeBytes)
            .WriteHash(Keccak256.Hash(cid.Encode()))
            .WriteHash(salt)
            .ToArray();
        return Keccak256.Hash(Keccak256.Hash(encoded).ToArray());
    }
}
