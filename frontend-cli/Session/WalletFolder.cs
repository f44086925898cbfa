using System.Text;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;

namespace ModelMarket.Cli.Session;

/// <summary>The user's keystores: <c>home/wallets/NAME.json</c>, version 3, readable by any Ethereum wallet.</summary>
internal sealed class WalletFolder
{
    private const int NameCharactersMax = 32;
    private static readonly string[] Reserved = ["walletconnect", "rpc"];

    private readonly string _folder;

    /// <summary>Names the folder; nothing is created before something is written.</summary>
    public WalletFolder(string home)
    {
        _folder = Path.Combine(home, "wallets");
    }

    /// <summary>Where a wallet lies.</summary>
    /// <exception cref="CliFault">The name cannot be one.</exception>
    public string PathOf(string name)
    {
        if (name.Length is 0 or > NameCharactersMax || Reserved.Contains(name) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw CliFault.Usage($"{name} cannot be a wallet's name.", $"Use at most {NameCharactersMax} letters, digits, - and _; {string.Join(" and ", Reserved)} mean something else.");
        }

        return Path.Combine(_folder, name + ".json");
    }

    /// <summary>All wallets by name, with the address each says it holds.</summary>
    public IReadOnlyList<(string Name, Address? Address)> List()
    {
        if (!Directory.Exists(_folder))
        {
            return [];
        }

        return [.. Directory.GetFiles(_folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal).Select(name => (name, AddressOf(name)))];
    }

    /// <summary>The text of a wallet's file.</summary>
    /// <exception cref="CliFault">There is none of this name.</exception>
    public string Read(string name)
    {
        var path = PathOf(name);
        return File.Exists(path)
            ? File.ReadAllText(path)
            : throw CliFault.Usage($"There is no wallet {name}.", "`modelmarket wallet list` shows those there are; `modelmarket wallet new NAME` makes one.");
    }

    /// <summary>Opens a wallet; the password is asked for once the wallet is found.</summary>
    public PrivateKey Open(string name, Func<string> password)
    {
        var text = Read(name);
        return Open(text, PathOf(name), password());
    }

    /// <summary>Opens a keystore of any place.</summary>
    /// <exception cref="CliFault">The password does not fit, or the text is no keystore.</exception>
    public static PrivateKey Open(string text, string path, string password)
    {
        try
        {
            return Keystore.Decrypt(text, password);
        }
        catch (WrongPasswordException)
        {
            throw CliFault.Usage($"The password does not open {path}.", "The keystore is untouched; try again.");
        }
        catch (FormatException fault)
        {
            throw CliFault.Usage($"{path}: {fault.Message}.");
        }
    }

    /// <summary>Seals a key under a new name.</summary>
    public async Task SaveAsync(string name, PrivateKey key, string password, KeystoreOptions options, CancellationToken cancellation)
    {
        string text;
        try
        {
            text = Keystore.Encrypt(key, password, options);
        }
        catch (FormatException fault)
        {
            throw CliFault.Usage($"{fault.Message}.");
        }

        await SecretFile.WriteNewAsync(PathOf(name), Encoding.UTF8.GetBytes(text), cancellation);
    }

    private Address? AddressOf(string name)
    {
        try
        {
            return Keystore.AddressIn(Read(name));
        }
        catch (FormatException)
        {
            // Listed without an address, so that its owner sees that something is wrong with it.
            return null;
        }
    }
}
