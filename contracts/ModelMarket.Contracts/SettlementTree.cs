using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace ModelMarket.Contracts;

/// <summary>The Merkle tree behind <c>JobEscrow.settle</c>: the machine makes its root, payees their proofs. A leaf is
/// <c>keccak256(keccak256(abi.encode(chainId, escrow, jobId, paymentId, index, payee, amount)))</c>, a node the keccak256 of its two children in
/// ascending order; the odd last node of a level goes up as it is.</summary>
public sealed class SettlementTree
{
    private readonly List<Hash32[]> _levels;

    private SettlementTree(List<Hash32[]> levels, UInt128 total) => (_levels, Total) = (levels, total);

    /// <summary>Number of payees.</summary>
    public int Count => _levels[0].Length;

    /// <summary>Sum of the amounts.</summary>
    public UInt128 Total { get; }

    /// <summary>What <c>settle</c> is given.</summary>
    public Hash32 Root => _levels[^1][0];

    /// <summary>The tree over payees in their order.</summary>
    /// <param name="chainId">The chain the escrow lies on.</param>
    /// <param name="escrow">The escrow.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="paymentId">The payment id of the settlement.</param>
    /// <param name="payees">At least one, at most <see cref="ContractLimits.SettlementPayeesMax"/>.</param>
    public static SettlementTree Of(ulong chainId, Address escrow, ulong jobId, ulong paymentId, IReadOnlyList<(Address Payee, UInt128 Amount)> payees)
    {
        Invariant.Require(payees.Count is > 0 and <= ContractLimits.SettlementPayeesMax, "a settlement has 1 to SettlementPayeesMax payees");
        var leaves = new Hash32[payees.Count];
        UInt128 total = 0;
        for (var i = 0; i < leaves.Length; i++)
        {
            leaves[i] = Leaf(chainId, escrow, jobId, paymentId, (uint)i, payees[i].Payee, payees[i].Amount);
            total = checked(total + payees[i].Amount);
        }

        List<Hash32[]> levels = [leaves];
        while (levels[^1].Length > 1)
            levels.Add(Parents(levels[^1]));
        return new SettlementTree(levels, total);
    }

    /// <summary>The siblings from a leaf to the root: what <c>claim</c> is given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such payee.</exception>
    public Hash32[] Proof(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        var siblings = new List<Hash32>();
        foreach (var level in _levels)
        {
            if ((index ^ 1) < level.Length)
                siblings.Add(level[index ^ 1]);
            index /= 2;
        }

        return [.. siblings];
    }

    private static Hash32 Leaf(ulong chainId, Address escrow, ulong jobId, ulong paymentId, uint index, Address payee, UInt128 amount)
    {
        var encoded = new AbiWriter().WriteUInt(chainId).WriteAddress(escrow).WriteUInt(jobId).WriteUInt(paymentId).WriteUInt(index)
            .WriteAddress(payee).WriteUInt(amount).ToArray();
        return Keccak256.Hash(Keccak256.Hash(encoded).ToArray());
    }

    private static Hash32[] Parents(Hash32[] level)
    {
        var parents = new Hash32[(level.Length + 1) / 2];
        for (var i = 0; i < parents.Length; i++)
            parents[i] = (2 * i) + 1 == level.Length ? level[2 * i] : Node(level[2 * i], level[(2 * i) + 1]);
        return parents;
    }

    private static Hash32 Node(Hash32 left, Hash32 right) => left < right ? Keccak256.Hash(left, right) : Keccak256.Hash(right, left);
}
