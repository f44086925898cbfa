namespace ModelMarket.Learning.Operators;

/// <summary>Finds the supported operator whose name is nearest to an unsupported one, for the error's hint.</summary>
internal static class OperatorNames
{
    /// <summary>The nearest name by edit distance, other domains included; null when nothing is near.</summary>
    public static string? Nearest(string domain, string name)
    {
        string? best = null;
        int bestDistance = Math.Max(2, name.Length / 2);
        foreach (OperatorEntry entry in OperatorTable.Entries)
        {
            int distance = entry.Name == name ? 0 : Distance(entry.Name, name) + (entry.Domain == domain ? 0 : 1);
            if (distance < bestDistance)
            {
                bestDistance = distance;
                best = entry.Domain.Length == 0 ? entry.Name : $"{entry.Domain}.{entry.Name}";
            }
        }

        return best;
    }

    private static int Distance(string a, string b)
    {
        string shortened = b.Length > 64 ? b[..64] : b;
        var row = new int[shortened.Length + 1];
        for (int j = 0; j < row.Length; j++)
            row[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == shortened[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
