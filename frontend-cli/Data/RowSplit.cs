using ModelMarket.Learning.Numerics;

namespace ModelMarket.Cli.Data;

/// <summary>Deals rows to a validation set and to clients: a shuffle by a seed (Fisher–Yates over Philox), the same on every host.</summary>
internal static class RowSplit
{
    private const uint Purpose = 0x73706c74; // "splt": no other stream of a seed shares its words

    /// <summary>Row numbers 0 to <paramref name="rowCount"/> − 1 in a random order.</summary>
    public static int[] Shuffle(int rowCount, ulong seed)
    {
        var rows = Enumerable.Range(0, rowCount).ToArray();
        var stream = new PhiloxStream(seed, Purpose, 0);
        for (var i = rowCount - 1; i > 0; i--)
        {
            var other = (int)stream.NextBelow((uint)(i + 1));
            (rows[i], rows[other]) = (rows[other], rows[i]);
        }

        return rows;
    }

    /// <summary>Deals a validation set and one part per client.</summary>
    /// <param name="rowCount">Rows there are.</param>
    /// <param name="validationRows">Rows of the validation set.</param>
    /// <param name="shares">Share of the rest for each client, relative to their sum; uneven ones make uneven clients. By largest remainder,
    /// ties to the earlier client, so every row is dealt.</param>
    /// <param name="seed">Chooses the shuffle.</param>
    /// <returns>Row numbers: the validation set first, then the clients in order.</returns>
    /// <exception cref="CliFault">Too few rows for everybody to get one.</exception>
    public static IReadOnlyList<int[]> Deal(int rowCount, int validationRows, IReadOnlyList<int> shares, ulong seed)
    {
        var rest = rowCount - validationRows;
        var counts = Apportion(rest, shares);
        if (validationRows < 1 || counts.Contains(0))
        {
            throw CliFault.Usage($"{rowCount} rows are too few for {validationRows} validation rows and {shares.Count} clients.");
        }

        var shuffled = Shuffle(rowCount, seed);
        var parts = new List<int[]> { shuffled[..validationRows] };
        var at = validationRows;
        foreach (var count in counts)
        {
            parts.Add(shuffled[at..(at + count)]);
            at += count;
        }

        return parts;
    }

    private static int[] Apportion(int rows, IReadOnlyList<int> shares)
    {
        var total = shares.Sum(share => (long)share);
        if (rows < 0 || shares.Count == 0 || shares.Any(share => share < 1))
        {
            return [0];
        }

        var counts = shares.Select(share => (int)((long)rows * share / total)).ToArray();
        var byRemainder = Enumerable.Range(0, shares.Count).OrderByDescending(i => (long)rows * shares[i] % total).ThenBy(i => i);
        foreach (var i in byRemainder.Take(rows - counts.Sum()))
        {
            counts[i]++;
        }

        return counts;
    }
}
