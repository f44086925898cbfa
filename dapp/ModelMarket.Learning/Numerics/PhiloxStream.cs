namespace ModelMarket.Learning.Numerics;

/// <summary>A named sequence of random words from Philox4x32-10: key = seed, counter = (block index, purpose, index). Two streams with different
/// purpose or index never share a block. Not for secrets.</summary>
public sealed class PhiloxStream
{
    private readonly uint k0;
    private readonly uint k1;
    private readonly uint purpose;
    private readonly uint index;
    private readonly uint[] block = new uint[4];
    private ulong next;
    private int used = 4;

    /// <summary>Starts the stream of (seed, purpose, index) at its beginning.</summary>
    public PhiloxStream(ulong seed, uint purpose, uint index)
    {
        k0 = (uint)(seed & 0xFFFFFFFF);
        k1 = (uint)(seed >> 32);
        this.purpose = purpose;
        this.index = index;
    }

    /// <summary>The next 32 bits.</summary>
    public uint NextUInt32()
    {
        if (used == 4)
        {
            block[0] = (uint)(next & 0xFFFFFFFF);
            block[1] = (uint)(next >> 32);
            block[2] = purpose;
            block[3] = index;
            Philox4x32.Block(block, k0, k1);
            next++;
            used = 0;
        }

        return block[used++];
    }

    /// <summary>The next 64 bits, the earlier word low.</summary>
    public ulong NextUInt64()
    {
        ulong low = NextUInt32();
        return low | ((ulong)NextUInt32() << 32);
    }

    /// <summary>A uniform integer in [0, bound) by rejection: words at or above the largest multiple of bound are drawn again.</summary>
    public uint NextBelow(uint bound)
    {
        Invariant.Require(bound > 0, "a bounded draw needs a positive bound");
        var limit = 0x100000000ul - (0x100000000ul % bound);
        while (true)
        {
            var word = NextUInt32();
            if (word < limit)
                return word % bound;
        }
    }

    /// <summary>A float in [0, 1): the upper 24 bits of a word times 2^-24, exact.</summary>
    public float NextSingle() => (NextUInt32() >> 8) * 5.9604644775390625e-08f;

    /// <summary>A double in [0, 1): the upper 53 bits of 64 times 2^-53, exact.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * 1.1102230246251565e-16;

    /// <summary>A standard normal double by Box and Muller: √(−2·ln(1 − u))·cos(2π·v); the second of the pair is not kept, so that the count of
    /// words drawn never depends on the past.</summary>
    public double NextGaussian()
    {
        var u = 1.0 - NextDouble();
        var v = NextDouble();
        return Math.Sqrt(-2.0 * Elementary.Log(u)) * Elementary.Cos(v * 2.0 * Constants.Pi);
    }

    /// <summary>Shuffles indices in place (Fisher and Yates, from the end).</summary>
    public void Shuffle(Span<int> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = (int)NextBelow((uint)i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
