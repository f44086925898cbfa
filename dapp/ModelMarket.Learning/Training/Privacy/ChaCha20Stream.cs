using System.Buffers.Binary;

namespace ModelMarket.Learning.Training.Privacy;

/// <summary>Random numbers from a 256-bit secret by ChaCha20 (RFC 8439; words 12 and 13 count the blocks). For the noise and the
/// sampling of private training, where a predictable generator would undo the privacy.</summary>
internal sealed class ChaCha20Stream
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyBytes = 32;

    private const int Rounds = 20;
    private readonly uint[] state = new uint[16];
    private readonly uint[] block = new uint[16];
    private int used = 16;

    /// <summary>Starts at block 0 with a nonce of zeros.</summary>
    public ChaCha20Stream(ReadOnlySpan<byte> key)
    {
        Invariant.Require(key.Length == KeyBytes, "a ChaCha20 key has 32 bytes");
        state[0] = 0x61707865;
        state[1] = 0x3320646e;
        state[2] = 0x79622d32;
        state[3] = 0x6b206574;
        for (int i = 0; i < 8; i++)
            state[4 + i] = BinaryPrimitives.ReadUInt32LittleEndian(key[(4 * i)..]);
    }

    /// <summary>The next 32 bits.</summary>
    public uint NextUInt32()
    {
        if (used == block.Length)
        {
            Block(state, block);
            unchecked // a 64-bit counter over two words
            {
                if (++state[12] == 0)
                    state[13]++;
            }

            used = 0;
        }

        return block[used++];
    }

    /// <summary>A double in [0, 1), 53 bits.</summary>
    public double NextDouble()
    {
        ulong low = NextUInt32();
        return ((low | ((ulong)NextUInt32() << 32)) >> 11) * 1.1102230246251565e-16;
    }

    /// <summary>A standard normal double (Box and Muller). A float Gaussian has the gap described by Mironov (2012): its low bits can tell more than the
    /// analysis of the ideal distribution says.</summary>
    public double NextGaussian()
    {
        double u = 1.0 - NextDouble(), v = NextDouble();
        return Math.Sqrt(-2.0 * Numerics.Elementary.Log(u)) * Numerics.Elementary.Cos(6.283185307179586 * v);
    }

    /// <summary>The block function.</summary>
    public static void Block(ReadOnlySpan<uint> state, Span<uint> output)
    {
        state.CopyTo(output);
        for (int i = 0; i < Rounds / 2; i++)
        {
            Quarter(output, 0, 4, 8, 12);
            Quarter(output, 1, 5, 9, 13);
            Quarter(output, 2, 6, 10, 14);
            Quarter(output, 3, 7, 11, 15);
            Quarter(output, 0, 5, 10, 15);
            Quarter(output, 1, 6, 11, 12);
            Quarter(output, 2, 7, 8, 13);
            Quarter(output, 3, 4, 9, 14);
        }

        for (int i = 0; i < output.Length; i++)
            output[i] = unchecked(output[i] + state[i]); // modulo 2^32 by definition
    }

    private static void Quarter(Span<uint> s, int a, int b, int c, int d)
    {
        unchecked // modulo 2^32 by definition
        {
            s[a] += s[b];
            s[d] = uint.RotateLeft(s[d] ^ s[a], 16);
            s[c] += s[d];
            s[b] = uint.RotateLeft(s[b] ^ s[c], 12);
            s[a] += s[b];
            s[d] = uint.RotateLeft(s[d] ^ s[a], 8);
            s[c] += s[d];
            s[b] = uint.RotateLeft(s[b] ^ s[c], 7);
        }
    }
}
