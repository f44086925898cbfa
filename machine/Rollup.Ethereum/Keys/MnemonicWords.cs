using System.Text;
using Rollup.Primitives;

namespace Rollup.Ethereum.Keys;

/// <summary>The English word list of BIP-39 and the checksum that its phrases carry.</summary>
internal static class MnemonicWords
{
    private const int BitsPerWord = 11;
    private static readonly string[] Words = Load();

    /// <summary>Throws <see cref="FormatException"/> unless the words are a phrase: the last ENT/32 bits are the start of SHA-256 of the rest.</summary>
    public static void Check(string[] words)
    {
        if (words.Length is < 12 or > 24 || words.Length % 3 != 0)
            throw new FormatException($"a phrase has 12, 15, 18, 21 or 24 words, this one has {words.Length}");

        int checksumBits = words.Length / 3;
        int entropyBytes = (words.Length * BitsPerWord - checksumBits) / 8;
        byte[] bits = Pack(words);
        byte expected = FirstOfSha256(bits.AsSpan(0, entropyBytes));
        if (bits[entropyBytes] >> (8 - checksumBits) != expected >> (8 - checksumBits))
            throw new FormatException("the phrase's checksum does not match: a word is wrong or out of order");
    }

    /// <summary>The phrase of 16 to 32 bytes of entropy, a multiple of four.</summary>
    public static string PhraseOf(ReadOnlySpan<byte> entropy)
    {
        byte[] bits = [.. entropy, FirstOfSha256(entropy)];
        var words = new string[entropy.Length * 3 / 4];
        for (int w = 0; w < words.Length; w++)
        {
            int index = 0;
            for (int position = w * BitsPerWord; position < (w + 1) * BitsPerWord; position++)
                index = index << 1 | bits[position / 8] >> (7 - position % 8) & 1;
            words[w] = Words[index];
        }
        return string.Join(' ', words);
    }

    private static byte FirstOfSha256(ReadOnlySpan<byte> entropy) => Sha256Managed.Hash(entropy).ToArray()[0];

    private static byte[] Pack(string[] words)
    {
        var bits = new byte[(words.Length * BitsPerWord + 7) / 8];
        for (int w = 0; w < words.Length; w++)
        {
            int index = Array.BinarySearch(Words, words[w], StringComparer.Ordinal);
            if (index < 0)
                throw new FormatException($"word {w + 1} of the phrase is not on the English list of BIP-39");
            for (int b = 0; b < BitsPerWord; b++)
            {
                int position = w * BitsPerWord + b;
                if ((index >> (BitsPerWord - 1 - b) & 1) != 0)
                    bits[position / 8] |= (byte)(0x80 >> (position % 8));
            }
        }
        return bits;
    }

    private static string[] Load()
    {
        using Stream stream = typeof(MnemonicWords).Assembly.GetManifestResourceStream("bip39-english.txt")
            ?? throw new InvalidOperationException("the word list is not in this build");
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
