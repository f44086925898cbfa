namespace ModelMarket.Learning;

/// <summary>Conditions that only a bug of ours can break. Always on; no user byte reaches one.</summary>
internal static class Invariant
{
    /// <summary>Throws when <paramref name="condition"/> does not hold.</summary>
    public static void Require(bool condition, string what)
    {
        if (!condition)
            Throw(what);
    }

    private static void Throw(string what) => throw new InvalidOperationException($"Broken invariant: {what}");
}
