using System.Buffers.Binary;
using System.Numerics;
using Rollup.Ethereum.Host;

namespace Rollup.Ethereum.Keys;

/// <summary>
/// scrypt (RFC 7914). Written here because BouncyCastle keeps the RFC's bound N &lt; 2^(16 r), which keystores of Python's wallets (N = 2^18, r = 1)
/// are beyond. The caller bounds the parameters.
/// </summary>
internal static class Scrypt
{
    private const int SalsaWords = 16;
    private const int SalsaRounds = 8;

    /// <summary>Derives a key.</summary>
    /// <param name="password">Any bytes.</param>
    /// <param name="salt">Any bytes.</param>
    /// <param name="cost">N: a power of two above 1.</param>
    /// <param name="blockSize">r.</param>
    /// <param name="parallelism">p.</param>
    /// <param name="keyBytes">Length of the key.</param>
    public static byte[] DeriveKey(byte[] password, byte[] salt, int cost, int blockSize, int parallelism, int keyBytes)
    {
        int laneBytes = 128 * blockSize;
        byte[] lanes = HostCrypto.Pbkdf2Sha256(password, salt, 1, laneBytes * parallelism);
        var words = new uint[laneBytes / sizeof(uint)];
        var scratch = new uint[words.Length];
        // One line per step of the cost, each as long as a lane.
        var table = new uint[cost][];
        for (int lane = 0; lane < parallelism; lane++)
        {
            Span<byte> bytes = lanes.AsSpan(lane * laneBytes, laneBytes);
            for (int i = 0; i < words.Length; i++)
                words[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * sizeof(uint))..]);
            words = Mix(words, ref scratch, table);
            for (int i = 0; i < words.Length; i++)
                BinaryPrimitives.WriteUInt32LittleEndian(bytes[(i * sizeof(uint))..], words[i]);
        }
        return HostCrypto.Pbkdf2Sha256(password, lanes, 1, keyBytes);
    }

    // scryptROMix; the two buffers change places at each step.
    private static uint[] Mix(uint[] block, ref uint[] scratch, uint[][] table)
    {
        int last = block.Length - SalsaWords;
        for (int i = 0; i < table.Length; i++)
        {
            uint[] line = table[i] ??= new uint[block.Length];
            block.CopyTo(line, 0);
            MixBlock(block, scratch);
            (block, scratch) = (scratch, block);
        }
        for (int i = 0; i < table.Length; i++)
        {
            uint[] line = table[block[last] & (uint)(table.Length - 1)];
            for (int w = 0; w < block.Length; w++)
                block[w] ^= line[w];
            MixBlock(block, scratch);
            (block, scratch) = (scratch, block);
        }
        return block;
    }

    // scryptBlockMix: even results to the first half, odd ones to the second.
    private static void MixBlock(ReadOnlySpan<uint> input, Span<uint> output)
    {
        Span<uint> x = stackalloc uint[SalsaWords];
        input[^SalsaWords..].CopyTo(x);
        int count = input.Length / SalsaWords;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<uint> part = input.Slice(i * SalsaWords, SalsaWords);
            for (int w = 0; w < SalsaWords; w++)
                x[w] ^= part[w];
            Salsa(x);
            x.CopyTo(output[((i / 2 + (i & 1) * (count / 2)) * SalsaWords)..]);
        }
    }

    // The core of Salsa20/8.
    private static void Salsa(Span<uint> x)
    {
        uint x0 = x[0], x1 = x[1], x2 = x[2], x3 = x[3], x4 = x[4], x5 = x[5], x6 = x[6], x7 = x[7];
        uint x8 = x[8], x9 = x[9], x10 = x[10], x11 = x[11], x12 = x[12], x13 = x[13], x14 = x[14], x15 = x[15];
        for (int round = 0; round < SalsaRounds; round += 2)
        {
            Quarter(ref x0, ref x4, ref x8, ref x12);
            Quarter(ref x5, ref x9, ref x13, ref x1);
            Quarter(ref x10, ref x14, ref x2, ref x6);
            Quarter(ref x15, ref x3, ref x7, ref x11);
            Quarter(ref x0, ref x1, ref x2, ref x3);
            Quarter(ref x5, ref x6, ref x7, ref x4);
            Quarter(ref x10, ref x11, ref x8, ref x9);
            Quarter(ref x15, ref x12, ref x13, ref x14);
        }
        x[0] += x0; x[1] += x1; x[2] += x2; x[3] += x3; x[4] += x4; x[5] += x5; x[6] += x6; x[7] += x7;
        x[8] += x8; x[9] += x9; x[10] += x10; x[11] += x11; x[12] += x12; x[13] += x13; x[14] += x14; x[15] += x15;
    }

    private static void Quarter(ref uint a, ref uint b, ref uint c, ref uint d)
    {
        b ^= BitOperations.RotateLeft(a + d, 7);
        c ^= BitOperations.RotateLeft(b + a, 9);
        d ^= BitOperations.RotateLeft(c + b, 13);
        a ^= BitOperations.RotateLeft(d + c, 18);
    }
}
