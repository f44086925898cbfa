using System.Text;
using Rollup.Ethereum.Host;

namespace Rollup.Ethereum.Keys;

/// <summary>A BIP-39 phrase of English words and the accounts it gives by BIP-32 and BIP-44.</summary>
public sealed class Mnemonic
{
    /// <summary>The phrase of anvil, hardhat and <c>cartesi run</c>. Its keys are public: never for real money.</summary>
    public const string DevPhrase = "test test test test test test test test test test test junk";

    private const int SeedIterations = 2048;
    private const int SeedBytes = 64;
    private readonly ExtendedKey _root;

    private Mnemonic(byte[] seed) => _root = ExtendedKey.Master(seed);

    /// <summary>The accounts that anvil funds.</summary>
    public static Mnemonic Dev { get; } = Parse(DevPhrase);

    /// <summary>Reads a phrase of 12, 15, 18, 21 or 24 words and checks its checksum.</summary>
    /// <exception cref="FormatException">A word is not on the list, the count is wrong or the checksum does not match. The message repeats no word.</exception>
    public static Mnemonic Parse(string phrase, string passphrase = "")
    {
        string[] words = phrase.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        MnemonicWords.Check(words);
        if (!Ascii.IsValid(passphrase))
            throw new FormatException("a passphrase beyond ASCII would need Unicode normalization, which this build does without");

        byte[] seed = HostCrypto.Pbkdf2Sha512(
            Encoding.ASCII.GetBytes(string.Join(' ', words)),
            Encoding.ASCII.GetBytes("mnemonic" + passphrase),
            SeedIterations, SeedBytes);
        return new Mnemonic(seed);
    }

    /// <summary>A new phrase from the system's random numbers.</summary>
    /// <param name="wordCount">12, 15, 18, 21 or 24: 128 to 256 bits.</param>
    public static string NewPhrase(int wordCount = 12)
    {
        if (wordCount is < 12 or > 24 || wordCount % 3 != 0)
            throw new ArgumentOutOfRangeException(nameof(wordCount), "a phrase has 12, 15, 18, 21 or 24 words");

        return MnemonicWords.PhraseOf(HostCrypto.RandomBytes(wordCount / 3 * 4));
    }

    /// <summary>The key of path <c>m/44'/60'/0'/0/index</c>.</summary>
    public PrivateKey Key(int index) => Key(DerivationPath.Ethereum(index));

    /// <summary>The key of a path.</summary>
    public PrivateKey Key(DerivationPath path) => PrivateKey.FromBytes(_root.At(path).Key);
}
