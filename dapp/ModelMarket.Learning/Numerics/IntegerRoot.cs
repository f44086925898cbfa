namespace ModelMarket.Learning.Numerics;

/// <summary>Exact integer square root.</summary>
public static class IntegerRoot
{
    /// <summary>⌊√n⌋, bit by bit (64 steps).</summary>
    public static ulong Floor(UInt128 n)
    {
        UInt128 root = 0;
        var rest = n;
        var bit = UInt128.One << 126;
        while (bit != 0)
        {
            var trial = root + bit;
            root >>= 1;
            if (rest >= trial)
            {
                rest -= trial;
                root += bit;
            }

            bit >>= 2;
        }

        return (ulong)root;
    }
}
