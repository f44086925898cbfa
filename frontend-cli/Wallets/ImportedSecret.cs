using ModelMarket.Cli.Session;
using Rollup.Ethereum.Keys;

namespace ModelMarket.Cli.Wallets;

/// <summary>What people bring from another wallet: a keystore, a phrase of words, or a bare key. Which of them it is shows in the text itself.</summary>
internal static class ImportedSecret
{
    /// <summary>Longest text that is read.</summary>
    public const int CharactersMax = Keystore.FileBytesMax;

    /// <summary>Reads the key out of a text.</summary>
    /// <param name="text">The secret.</param>
    /// <param name="source">Where it came from, for words.</param>
    /// <param name="path">Which account of a phrase.</param>
    /// <param name="passwordOf">Asks for the password of a keystore.</param>
    /// <exception cref="CliFault">It is none of the three. The words never repeat it.</exception>
    public static PrivateKey Read(string text, string source, DerivationPath path, Func<string> passwordOf)
    {
        var trimmed = text.Trim();
        if (trimmed.StartsWith('{'))
        {
            return WalletFolder.Open(trimmed, source, passwordOf());
        }

        if (PrivateKey.TryParse(trimmed, out var key))
        {
            return key!;
        }

        if (!trimmed.Any(char.IsWhiteSpace))
        {
            throw CliFault.Usage($"{source} holds neither a keystore, nor a phrase of words, nor a private key.", "A key is 64 hexadecimal digits, a phrase 12 to 24 English words, a keystore the JSON file of a wallet.");
        }

        try
        {
            return Mnemonic.Parse(trimmed).Key(path);
        }
        catch (FormatException fault)
        {
            throw CliFault.Usage($"{source}: {fault.Message}.");
        }
    }
}
