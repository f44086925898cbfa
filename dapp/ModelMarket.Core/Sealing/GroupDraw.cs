using System.Buffers.Binary;
using System.Collections.Immutable;
using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace ModelMarket.Core.Sealing;

/// <summary>
/// Which groups of sealed data are opened before the job starts: <c>k = max(6, ⌈0.3 G⌉)</c> of G, by the seed of <c>JobEscrow.draw</c> alone.
/// </summary>
/// <remarks>
/// A partial Fisher–Yates shuffle with rejection, so that every set of k groups is equally likely for a uniform seed. Start with the list
/// 0 … G−1 and a counter i = 0. For each place p = 0 … k−1: n = G − p; take x = the first two bytes, big-endian, of
/// <c>keccak256(abi.encode(bytes32 seed, uint256 i))</c> and add 1 to i, until x &lt; 65536 − (65536 mod n); swap the list's places p and
/// p + (x mod n). The first k places, in ascending order, are the answer.
/// </remarks>
public static class GroupDraw
{
    private const int OpenedMin = 6;
    private const int OpenedTenths = 3;
    private const int DrawValues = 1 << 16;

    /// <summary>How many of <paramref name="groupCount"/> groups are opened: <c>max(6, ⌈0.3 G⌉)</c>, but never more than there are.</summary>
    public static int CountOf(int groupCount) => Math.Min(groupCount, Math.Max(OpenedMin, ((OpenedTenths * groupCount) + 9) / 10));

    /// <summary>The indices of the groups to open, ascending.</summary>
    /// <param name="seed">What <c>JobEscrow.draw</c> sent.</param>
    /// <param name="groupCount">G, from 1 to <see cref="Limits.GroupsMax"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another number of groups.</exception>
    public static ImmutableArray<int> Of(Hash32 seed, int groupCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groupCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(groupCount, Limits.GroupsMax);
        int[] order = [.. Enumerable.Range(0, groupCount)];
        int[] drawn = new int[CountOf(groupCount)];
        ulong counter = 0;
        for (int place = 0; place < drawn.Length; place++)
        {
            int chosen = place + Below(groupCount - place, seed, ref counter);
            (order[place], order[chosen]) = (order[chosen], order[place]);
            drawn[place] = order[place];
        }

        Array.Sort(drawn);
        return ImmutableArray.Create(drawn);
    }

    /// <summary>
    /// The chance that none of the opened groups is bad when ⌊G/2⌋ are, in millionths, rounded up: Π (G − ⌊G/2⌋ − i)/(G − i) over the groups opened.
    /// </summary>
    /// <param name="groupCount">G, from 1 to <see cref="Limits.GroupsMax"/>.</param>
    public static int HalfBadMissedMillionths(int groupCount)
    {
        const ulong scale = 1_000_000_000_000_000;
        const ulong perMillionth = scale / 1_000_000;
        ArgumentOutOfRangeException.ThrowIfLessThan(groupCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(groupCount, Limits.GroupsMax);
        int good = groupCount - (groupCount / 2);
        ulong chance = scale;
        // Rounded up at each factor: at most G units of 10⁻¹⁵ above the exact product.
        for (int i = 0; i < CountOf(groupCount); i++) chance = CeilingOf(chance * (ulong)Math.Max(0, good - i), (ulong)(groupCount - i));
        return (int)CeilingOf(chance, perMillionth);
    }

    private static ulong CeilingOf(ulong dividend, ulong divisor) => (dividend + divisor - 1) / divisor;

    // Rejected with a chance below n/65536, each time by a fresh hash: the loop ends.
    private static int Below(int n, Hash32 seed, ref ulong counter)
    {
        int limit = DrawValues - (DrawValues % n);
        int value;
        do
        {
            value = ValueOf(seed, counter);
            counter++;
        }
        while (value >= limit);
        return value % n;
    }

    private static int ValueOf(Hash32 seed, ulong counter)
    {
        Span<byte> hash = stackalloc byte[Hash32.SizeBytes];
        Keccak256.Hash(new AbiWriter().WriteHash(seed).WriteUInt(counter).ToArray()).CopyTo(hash);
        return BinaryPrimitives.ReadUInt16BigEndian(hash);
    }
}
