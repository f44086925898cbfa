using ModelMarket.Content;
using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace ModelMarket.Core.Decisions;

/// <summary>The commitment of mechanism.md §3: binds an address to weights without showing them.</summary>
public static class CommitmentHash
{
    private static readonly Hash32 Domain = Keccak256.Hash("ModelMarket.v1.commit"u8);

    /// <summary>
    /// <c>keccak256(abi.encode(COMMIT_DOMAIN, chainId, app, jobId, round, sender, keccak256(weightsCid), weightsSize, salt))</c>.
    /// </summary>
    /// <param name="chainId">The chain.</param>
    /// <param name="application">The application.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="round">The round; 0 for open jobs.</param>
    /// <param name="sender">Who commits, and will reveal.</param>
    /// <param name="weights">The weights; hashed as the binary CID that is revealed.</param>
    /// <param name="weightsSize">Bytes of the file.</param>
    /// <param name="salt">32 secret bytes.</param>
    public static Hash32 Of(
        ulong chainId, Address application, ulong jobId, uint round, Address sender, in Cid weights, ulong weightsSize, Hash32 salt) =>
        Keccak256.Hash(new AbiWriter()
            .WriteHash(Domain)
            .WriteUInt(chainId)
            .WriteAddress(application)
            .WriteUInt(jobId)
            .WriteUInt(round)
            .WriteAddress(sender)
            .WriteHash(Keccak256.Hash(weights.Encode()))
            .WriteUInt(weightsSize)
            .WriteHash(salt)
            .ToArray());
}
