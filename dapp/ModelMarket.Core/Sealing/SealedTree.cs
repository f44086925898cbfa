using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace ModelMarket.Core.Sealing;

/// <summary>
/// The Merkle tree over the groups of sealed data: leaves in order of the groups, padded to a power of two with
/// <c>keccak256("ModelMarket.v1.padding")</c>; a node is <c>keccak256(abi.encode(NODE_DOMAIN, left, right))</c>. A proof has exactly
/// ⌈log2 G⌉ siblings, from the leaf up.
/// </summary>
public sealed class SealedTree
{
    private static readonly Hash32 NodeDomain = Keccak256.Hash("ModelMarket.v1.node"u8);
    private static readonly Hash32 PaddingLeaf = Keccak256.Hash("ModelMarket.v1.padding"u8);

    private readonly List<Hash32[]> _levels;

    private SealedTree(List<Hash32[]> levels) => _levels = levels;

    /// <summary>What the terms carry.</summary>
    public Hash32 Root => _levels[^1][0];

    /// <summary>The tree over leaves made by <see cref="GroupLeaf"/>, in order of the groups.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No leaf, or more than <see cref="Limits.GroupsMax"/>.</exception>
    public static SealedTree Of(IReadOnlyList<Hash32> leaves)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        ArgumentOutOfRangeException.ThrowIfZero(leaves.Count, nameof(leaves));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(leaves.Count, Limits.GroupsMax, nameof(leaves));
        var padded = new Hash32[1 << DepthOf(leaves.Count)];
        for (int i = 0; i < padded.Length; i++) padded[i] = i < leaves.Count ? leaves[i] : PaddingLeaf;
        List<Hash32[]> levels = [padded];
        while (levels[^1].Length > 1) levels.Add(Parents(levels[^1]));
        return new SealedTree(levels);
    }

    /// <summary>The siblings of a group's leaf, from the leaf up: what <c>openGroup</c> is given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public Hash32[] Proof(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _levels[0].Length);
        var siblings = new Hash32[_levels.Count - 1];
        for (int level = 0; level < siblings.Length; level++) siblings[level] = _levels[level][(index >> level) ^ 1];
        return siblings;
    }

    /// <summary>Whether <paramref name="leaf"/> is the group <paramref name="index"/> of <paramref name="groupCount"/> under <paramref name="root"/>.</summary>
    public static bool Verify(Hash32 root, int groupCount, uint index, Hash32 leaf, ReadOnlySpan<Hash32> proof)
    {
        if (groupCount is < 1 or > Limits.GroupsMax || index >= (uint)groupCount || proof.Length != DepthOf(groupCount)) return false;
        Hash32 node = leaf;
        for (int level = 0; level < proof.Length; level++)
        {
            bool isRight = ((index >> level) & 1) == 1;
            node = isRight ? Node(proof[level], node) : Node(node, proof[level]);
        }

        return node == root;
    }

    /// <summary>⌈log2 <paramref name="groupCount"/>⌉: siblings in a proof.</summary>
    public static int DepthOf(int groupCount)
    {
        int depth = 0;
        while (1 << depth < groupCount) depth++;
        return depth;
    }

    private static Hash32[] Parents(Hash32[] level)
    {
        var parents = new Hash32[level.Length / 2];
        for (int i = 0; i < parents.Length; i++) parents[i] = Node(level[2 * i], level[(2 * i) + 1]);
        return parents;
    }

    private static Hash32 Node(Hash32 left, Hash32 right) =>
        Keccak256.Hash(new AbiWriter().WriteHash(NodeDomain).WriteHash(left).WriteHash(right).ToArray());
}
