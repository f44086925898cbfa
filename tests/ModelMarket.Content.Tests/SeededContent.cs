using System.Buffers.Binary;

namespace ModelMarket.Content.Tests;

/// <summary>The contents that tests/vectors/content/generate.mjs makes from a seed.</summary>
internal static class SeededContent
{
    /// <summary>xorshift32 words, little-endian; seed 0 is all zero bytes.</summary>
    public static byte[] Of(int sizeBytes, uint seed)
    {
        var content = new byte[sizeBytes];
        Span<byte> word = stackalloc byte[sizeof(uint)];
        var x = seed;
        for (var i = 0; i < sizeBytes; i += sizeof(uint))
        {
            x ^= x << 13;
            x ^= x >> 17;
            x ^= x << 5;
            BinaryPrimitives.WriteUInt32LittleEndian(word, x);
            word[..Math.Min(sizeof(uint), sizeBytes - i)].CopyTo(content.AsSpan(i));
        }

        return content;
    }
}
