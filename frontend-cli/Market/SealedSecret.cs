using System.Text.Json.Serialization;
using ModelMarket.Core.Sealing;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>
/// All that a sponsor needs to open and reveal its sealed rows, in one file. Whoever reads it knows the hidden rows; without it the
/// sponsor bond is lost.
/// </summary>
/// <param name="Version">1.</param>
/// <param name="ChainId">The chain the leaves are for.</param>
/// <param name="Application">The application they are for.</param>
/// <param name="Sponsor">The sponsor they are for.</param>
/// <param name="JobNonce">32 random bytes as hex.</param>
/// <param name="SealedRoot">The root in the job's terms, as hex.</param>
/// <param name="Groups">The groups in order.</param>
internal sealed record SealedSecret(int Version, ulong ChainId, string Application, string Sponsor, string JobNonce, string SealedRoot, IReadOnlyList<GroupSecret> Groups)
{
    /// <summary>The version that is written.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The root in the job's terms.</summary>
    [JsonIgnore]
    public Hash32 Root => Hash32.Parse(SealedRoot);

    /// <summary>The nonce in the job's terms.</summary>
    [JsonIgnore]
    public Hash32 Nonce => Hash32.Parse(JobNonce);

    /// <summary>Rows of all groups.</summary>
    [JsonIgnore]
    public ulong Rows => Groups.Aggregate(0UL, (sum, group) => sum + group.Rows);

    /// <summary>Bytes of the largest file.</summary>
    [JsonIgnore]
    public ulong GroupBytesMax => (ulong)Groups.Max(group => group.File.LongLength);

    /// <summary>The tree over the groups.</summary>
    public SealedTree Tree() => SealedTree.Of([.. Groups.Select(LeafOf)]);

    /// <summary>What the market calls one group.</summary>
    public Hash32 LeafOf(GroupSecret group) => GroupLeaf.Of(
        ChainId,
        Address.Parse(Application),
        Address.Parse(Sponsor),
        Nonce,
        (uint)group.Index,
        group.Rows,
        (ulong)group.File.LongLength,
        ContentLibrary.CidOf(group.Cid),
        Hash32.Parse(group.Salt));
}
