namespace ModelMarket.Learning.Numerics;

/// <summary>Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw (SC 2011), as in Random123: a bijection of a 128-bit
/// counter under a 64-bit key. Integer operations only.</summary>
public static class Philox4x32
{
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    /// <summary>Rounds of the recommended variant.</summary>
    public const int Rounds = 10;

    /// <summary>Replaces the four words of a counter by the four words of output under the key (k0, k1).</summary>
    public static void Block(Span<uint> counter, uint k0, uint k1)
    {
        Invariant.Require(counter.Length == 4, "a Philox counter has four words");
        unchecked // all arithmetic is modulo 2^32 by definition
        {
            uint c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
            for (var round = 0; round < Rounds; round++)
            {
                var p0 = (ulong)Multiplier0 * c0;
                var p1 = (ulong)Multiplier1 * c2;
                c0 = (uint)(p1 >> 32) ^ c1 ^ k0;
                c1 = (uint)p1;
                c2 = (uint)(p0 >> 32) ^ c3 ^ k1;
                c3 = (uint)p0;
                k0 += Weyl0;
                k1 += Weyl1;
            }

            counter[0] = c0;
            counter[1] = c1;
            counter[2] = c2;
            counter[3] = c3;
        }
    }
}
