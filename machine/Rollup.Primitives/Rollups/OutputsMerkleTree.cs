namespace Rollup.Primitives.Rollups;

/// <summary>The append-only tree over every output since genesis: height 63, leaf = keccak256 of an output, empty leaf = 32 zero
/// bytes, node = keccak256(left ++ right). It answers for its present and for every past size.</summary>
public sealed class OutputsMerkleTree
{
    private const int Height = RollupLimits.OutputsTreeHeight;

    private static readonly Hash32[] Pristine = MakePristine();

    // _levels[h][p]: the root of the full subtree of 2^h leaves at position p. Partly filled subtrees are computed when asked for.
    private readonly List<Hash32>[] _levels = new List<Hash32>[Height + 1];

    /// <summary>An empty tree.</summary>
    public OutputsMerkleTree()
    {
        for (var level = 0; level <= Height; level++)
        {
            _levels[level] = [];
        }
    }

    /// <summary>Number of leaves.</summary>
    public int Count => _levels[0].Count;

    /// <summary>The root over all leaves: what a claim states.</summary>
    public Hash32 Root => RootAt(Count);

    /// <summary>Adds a leaf (<see cref="Output.Hash"/>) and returns its index, from 0.</summary>
    public int Append(Hash32 leaf)
    {
        var index = Count;
        _levels[0].Add(leaf);
        for (var level = 0; _levels[level].Count % 2 == 0; level++)
        {
            var nodes = _levels[level];
            _levels[level + 1].Add(Keccak256.Hash(nodes[^2], nodes[^1]));
        }

        return index;
    }

    /// <summary>The root when the tree had <paramref name="count"/> leaves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree never had that many.</exception>
    public Hash32 RootAt(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return Node(Height, 0, count);
    }

    /// <summary>The 63 siblings of leaf <paramref name="index"/> against <see cref="Root"/>, leaf level first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public Hash32[] Proof(int index) => ProofAt(index, Count);

    /// <summary>The 63 siblings of leaf <paramref name="index"/> against <c>RootAt(count)</c>, leaf level first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There was no such leaf at that size.</exception>
    public Hash32[] ProofAt(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        var siblings = new Hash32[Height];
        for (var level = 0; level < Height; level++)
        {
            siblings[level] = Node(level, ((long)index >> level) ^ 1, count);
        }

        return siblings;
    }

    /// <summary>The root that a proof leads to, as <c>LibMerkle32</c> computes it on L1.</summary>
    /// <param name="leaf">Hash of the output.</param>
    /// <param name="index">Its index; bit i is 0 where the node of level i is a left child.</param>
    /// <param name="siblings">63 siblings, leaf level first.</param>
    /// <exception cref="ArgumentException">There are not 63 siblings.</exception>
    public static Hash32 ComputeRoot(Hash32 leaf, ulong index, ReadOnlySpan<Hash32> siblings)
    {
        if (siblings.Length != Height)
        {
            throw new ArgumentException($"Expected {Height} siblings, got {siblings.Length}.", nameof(siblings));
        }

        var node = leaf;
        for (var level = 0; level < Height; level++)
        {
            node = ((index >> level) & 1) == 0 ? Keccak256.Hash(node, siblings[level]) : Keccak256.Hash(siblings[level], node);
        }

        return node;
    }

    private static Hash32[] MakePristine()
    {
        var hashes = new Hash32[Height + 1];
        for (var level = 1; level <= Height; level++)
        {
            hashes[level] = Keccak256.Hash(hashes[level - 1], hashes[level - 1]);
        }

        return hashes;
    }

    // Recursion goes down one side only (the other is full or empty), at most 63 deep.
    private Hash32 Node(int level, long position, int count)
    {
        var first = (Int128)position << level;
        if (first >= count)
        {
            return Pristine[level];
        }

        return first + (Int128.One << level) <= count
            ? _levels[level][(int)position]
            : Keccak256.Hash(Node(level - 1, 2 * position, count), Node(level - 1, (2 * position) + 1, count));
    }
}
