using System.Text.Json;
using ModelMarket.Core.Sealing;
using Rollup.Primitives;

namespace ModelMarket.Core.Tests.Sealing;

public sealed class SealedTreeTests
{
    [Fact]
    public void Leaves_roots_and_proofs_are_those_of_viem()
    {
        foreach (JsonElement expected in SealingVectors.Trees)
        {
            SealedTree tree = Tree(expected.GetProperty("groupCount").GetInt32());
            tree.Root.Should().Be(SealingVectors.HashOf(expected.GetProperty("root")));
            foreach (JsonElement group in expected.GetProperty("groups").EnumerateArray())
            {
                int index = group.GetProperty("index").GetInt32();
                SealingVectors.LeafOf(index).Should().Be(SealingVectors.HashOf(group.GetProperty("leaf")));
                tree.Proof(index).Should().Equal(SealingVectors.ProofOf(group));
            }
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(20, 5)]
    [InlineData(32, 5)]
    [InlineData(33, 6)]
    [InlineData(256, 8)]
    public void Every_group_is_verified_by_exactly_so_many_siblings(int groupCount, int siblings)
    {
        SealedTree tree = Tree(groupCount);
        for (int index = 0; index < groupCount; index++)
        {
            Hash32[] proof = tree.Proof(index);
            proof.Should().HaveCount(siblings);
            SealedTree.Verify(tree.Root, groupCount, (uint)index, SealingVectors.LeafOf(index), proof).Should().BeTrue();
        }
    }

    [Fact]
    public void Anything_else_is_refused()
    {
        SealedTree tree = Tree(20);
        Hash32 leaf = SealingVectors.LeafOf(7);
        Hash32[] proof = tree.Proof(7);
        bool Accepts(uint index, Hash32 claimed, Hash32[] siblings, int groupCount = 20) =>
            SealedTree.Verify(tree.Root, groupCount, index, claimed, siblings);

        Accepts(7, leaf, proof).Should().BeTrue();
        Accepts(6, leaf, proof).Should().BeFalse();
        Accepts(39, leaf, proof).Should().BeFalse("32 + 7 has the same path");
        Accepts(7, SealingVectors.LeafOf(8), proof).Should().BeFalse();
        Accepts(7, leaf, proof[..^1]).Should().BeFalse();
        Accepts(7, leaf, [.. proof, Hash32.Zero]).Should().BeFalse();
        Accepts(7, leaf, [.. proof.Reverse()]).Should().BeFalse();
        Accepts(7, leaf, proof, groupCount: 33).Should().BeFalse("33 groups have six siblings");
        Accepts(7, leaf, proof, groupCount: 7).Should().BeFalse("there is no group 7 of 7");
        Accepts(7, leaf, proof, groupCount: 0).Should().BeFalse();
        Accepts(20, Keccak256.Hash("ModelMarket.v1.padding"u8), tree.Proof(20)).Should().BeFalse("the padding is no group");
    }

    [Fact]
    public void A_node_does_not_pass_for_a_leaf()
    {
        SealedTree tree = Tree(20);
        Hash32 inner = SealedTree.Of([SealingVectors.LeafOf(0), SealingVectors.LeafOf(1)]).Root;
        SealedTree.Verify(tree.Root, 10, 0, inner, tree.Proof(0).AsSpan(1)).Should().BeTrue("ten pairs would be this tree");
        SealedTree.Verify(tree.Root, 20, 0, inner, tree.Proof(0).AsSpan(1)).Should().BeFalse("but twenty groups are proven by five siblings");
    }

    private static SealedTree Tree(int groupCount) => SealedTree.Of([.. Enumerable.Range(0, groupCount).Select(SealingVectors.LeafOf)]);
}
