using System;
using System.Text;

namespace Rollup.Guest.Generators;

/// <summary>Keccak-256 of texts, as Solidity makes selectors. The compiler has no such hash.</summary>
internal static class Keccak
{
    private const int RateBytes = 136;
    private const int Rounds = 24;

    private static readonly int[] Rotations = [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];
    private static readonly int[] Lanes = [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];

    /// <summary>The first four bytes of the hash, big-endian.</summary>
    public static uint Selector(string signature)
    {
        var hash = Hash(signature);
        return ((uint)hash[0] << 24) | ((uint)hash[1] << 16) | ((uint)hash[2] << 8) | hash[3];
    }

    /// <summary>The 32 bytes of the hash of a text's UTF-8.</summary>
    public static byte[] Hash(string text)
    {
        var state = Absorb(Encoding.UTF8.GetBytes(text));
        var hash = new byte[32];
        for (var i = 0; i < hash.Length; i++)
        {
            hash[i] = unchecked((byte)(state[i / 8] >> (8 * (i % 8))));
        }

        return hash;
    }

    private static ulong[] Absorb(byte[] message)
    {
        var state = new ulong[25];
        var padded = new byte[((message.Length / RateBytes) + 1) * RateBytes];
        message.CopyTo(padded, 0);
        padded[message.Length] |= 0x01;
        padded[padded.Length - 1] |= 0x80;
        for (var block = 0; block < padded.Length; block += RateBytes)
        {
            for (var lane = 0; lane < RateBytes / 8; lane++)
            {
                state[lane] ^= ReadLittleEndian(padded, block + (lane * 8));
            }

            Permute(state);
        }

        return state;
    }

    private static ulong ReadLittleEndian(byte[] bytes, int offset)
    {
        ulong word = 0;
        for (var i = 7; i >= 0; i--)
        {
            word = (word << 8) | bytes[offset + i];
        }

        return word;
    }

    private static void Permute(ulong[] state)
    {
        byte feedback = 1;
        for (var round = 0; round < Rounds; round++)
        {
            Theta(state);
            RhoAndPi(state);
            Chi(state);
            state[0] ^= RoundConstant(ref feedback);
        }
    }

    private static void Theta(ulong[] state)
    {
        var parity = new ulong[5];
        for (var i = 0; i < 25; i++)
        {
            parity[i % 5] ^= state[i];
        }

        for (var i = 0; i < 25; i++)
        {
            state[i] ^= parity[(i + 4) % 5] ^ Rotate(parity[(i + 1) % 5], 1);
        }
    }

    private static void RhoAndPi(ulong[] state)
    {
        var moved = state[1];
        for (var i = 0; i < Lanes.Length; i++)
        {
            (moved, state[Lanes[i]]) = (state[Lanes[i]], Rotate(moved, Rotations[i]));
        }
    }

    private static void Chi(ulong[] state)
    {
        var row = new ulong[5];
        for (var y = 0; y < 25; y += 5)
        {
            Array.Copy(state, y, row, 0, 5);
            for (var x = 0; x < 5; x++)
            {
                state[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
            }
        }
    }

    // The linear-feedback shift register of FIPS 202, algorithm 5: bit 2^j − 1 of the constant is its j-th output.
    private static ulong RoundConstant(ref byte feedback)
    {
        ulong constant = 0;
        for (var j = 0; j < 7; j++)
        {
            if ((feedback & 1) != 0)
            {
                constant |= 1UL << ((1 << j) - 1);
            }

            feedback = unchecked((byte)((feedback << 1) ^ ((feedback >> 7) * 0x71)));
        }

        return constant;
    }

    private static ulong Rotate(ulong value, int bits) => (value << bits) | (value >> (64 - bits));
}
