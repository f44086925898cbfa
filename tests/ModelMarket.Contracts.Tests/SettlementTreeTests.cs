using Rollup.Primitives;

namespace ModelMarket.Contracts.Tests;

public sealed class SettlementTreeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(64)]
    [InlineData(100)]
    public void Every_proof_leads_to_the_root(int count)
    {
        var tree = Tree(count);
        tree.Count.Should().Be(count);
        var roots = Enumerable.Range(0, count).Select(index => Climb(Leaf(index), tree.Proof(index)));
        roots.Should().AllBeEquivalentTo(tree.Root);
    }

    [Fact]
    public void Total_is_the_sum() => Tree(4).Total.Should().Be((UInt128)(10 + 11 + 12 + 13));

    [Fact]
    public void Root_moves_with_everything_a_leaf_says()
    {
        var payees = new (Address, UInt128)[] { (Samples.Alice, 1), (Samples.Sponsor, 2) };
        Hash32[] roots =
        [
            SettlementTree.Of(1, Samples.Alice, 1, 1, payees).Root,
            SettlementTree.Of(2, Samples.Alice, 1, 1, payees).Root,
            SettlementTree.Of(1, Samples.Sponsor, 1, 1, payees).Root,
            SettlementTree.Of(1, Samples.Alice, 2, 1, payees).Root,
            SettlementTree.Of(1, Samples.Alice, 1, 2, payees).Root,
            SettlementTree.Of(1, Samples.Alice, 1, 1, [payees[1], payees[0]]).Root,
            SettlementTree.Of(1, Samples.Alice, 1, 1, [payees[0], (Samples.Sponsor, 3)]).Root,
        ];
        roots.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Proof_of_a_payee_that_is_not_there_is_refused()
    {
        FluentActions.Invoking(() => Tree(3).Proof(3)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Tree(3).Proof(-1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static SettlementTree Tree(int count) => SettlementTree.Of(
        31337, Samples.Sponsor, 5, 7, [.. Enumerable.Range(0, count).Select(i => (Samples.Alice, (UInt128)(10 + i)))]);

    private static Hash32 Leaf(int index)
    {
        byte[] encoded =
        [
            .. Word(31337), .. new byte[12], .. Samples.Sponsor.ToArray(), .. Word(5), .. Word(7), .. Word((ulong)index),
            .. new byte[12], .. Samples.Alice.ToArray(), .. Word((ulong)(10 + index)),
        ];
        return Keccak256.Hash(Keccak256.Hash(encoded).ToArray());
    }

    private static byte[] Word(ulong value) => ((UInt256)value).ToHash32().ToArray();

    private static Hash32 Climb(Hash32 node, Hash32[] siblings) =>
        siblings.Aggregate(node, (at, sibling) => at < sibling ? Keccak256.Hash(at, sibling) : Keccak256.Hash(sibling, at));
}
