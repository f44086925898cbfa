using CsCheck;
using Rollup.Primitives.Rollups;

namespace Rollup.Primitives.Tests.Rollups;

public sealed class OutputsMerkleTreeTests
{
    [Fact]
    public void Empty_root_equals_libcmt() =>
        new OutputsMerkleTree().Root.ToString().Should().Be("0x0a162946e56158bac0673e6dd3bdfdc1e4a0e7744a120fdb640050c8d7abe1c6");

    [Fact]
    public void Root_equals_a_tree_computed_level_by_level() =>
        Gen.Byte.Array[Hash32.SizeBytes].Select(bytes => Hash32.FromBytes(bytes)).Array[0, 40].Sample(
            leaves => Tree(leaves).Root == NaiveRoot(leaves), iter: 50);

    [Fact]
    public void Proof_of_every_leaf_leads_to_the_root_of_every_later_size()
    {
        var leaves = Enumerable.Range(0, 21).Select(i => Keccak256.Hash([(byte)i])).ToArray();
        var tree = Tree(leaves);
        for (var count = 1; count <= leaves.Length; count++)
        {
            tree.RootAt(count).Should().Be(NaiveRoot(leaves[..count]));
            for (var index = 0; index < count; index++)
            {
                OutputsMerkleTree.ComputeRoot(leaves[index], (ulong)index, tree.ProofAt(index, count)).Should().Be(tree.RootAt(count));
            }
        }
    }

    [Fact]
    public void Proof_of_a_leaf_that_is_not_there_throws()
    {
        var tree = Tree([Hash32.Zero]);
        var proof = () => tree.Proof(1);
        proof.Should().Throw<ArgumentOutOfRangeException>();
    }

    private static OutputsMerkleTree Tree(Hash32[] leaves)
    {
        var tree = new OutputsMerkleTree();
        for (var i = 0; i < leaves.Length; i++)
        {
            tree.Append(leaves[i]).Should().Be(i);
        }

        return tree;
    }

    private static Hash32 NaiveRoot(Hash32[] leaves)
    {
        var (nodes, pristine) = (leaves.ToList(), Hash32.Zero);
        for (var level = 0; level < RollupLimits.OutputsTreeHeight; level++)
        {
            if (nodes.Count % 2 == 1)
            {
                nodes.Add(pristine);
            }

            nodes = nodes.Chunk(2).Select(pair => Keccak256.Hash(pair[0], pair[1])).ToList();
            pristine = Keccak256.Hash(pristine, pristine);
        }

        return nodes.Count == 0 ? pristine : nodes[0];
    }
}
