using System.Globalization;
using ModelMarket.Cli.Commands;
using Rollup.Ethereum.Keys;

namespace ModelMarket.Cli.Session;

/// <summary>Finds the user's key: a file, an environment variable, or an account of the public development mnemonic on a local chain.</summary>
internal static class KeySource
{
    /// <summary>Chain ids of local development chains: anvil's and hardhat's, and that of older Cartesi devnets.</summary>
    private static readonly ulong[] LocalChains = [31_337, 13_370];

    private const string KeyVariable = "MODELMARKET_KEY";
    private const string AccountVariable = "MODELMARKET_ACCOUNT";

    /// <summary>Whether any key is named.</summary>
    public static bool IsGiven(CommandContext context) =>
        context.Arguments.GetValue(context.Options.KeyFile) is not null || context.Arguments.GetValue(context.Options.Account) is not null
        || context.Host.Variable(KeyVariable) is not null || context.Host.Variable(AccountVariable) is not null;

    /// <summary>Finds the key.</summary>
    /// <param name="context">Options and variables.</param>
    /// <param name="chainId">The chain the key is for.</param>
    /// <exception cref="CliFault">None is given, or the given one cannot be read. The words never repeat it.</exception>
    public static PrivateKey Find(CommandContext context, ulong chainId)
    {
        if (context.Arguments.GetValue(context.Options.KeyFile) is { } path)
        {
            return FromFile(path);
        }

        if (context.Arguments.GetValue(context.Options.Account) is { } account)
        {
            return FromMnemonic(account, chainId);
        }

        if (context.Host.Variable(KeyVariable) is { } text)
        {
            return PrivateKey.TryParse(text, out var key)
                ? key!
                : throw CliFault.Usage($"{KeyVariable} does not hold a private key.", "It is 64 hexadecimal digits, with or without 0x.");
        }

        if (context.Host.Variable(AccountVariable) is { } number)
        {
            return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                ? FromMnemonic(index, chainId)
                : throw CliFault.Usage($"{AccountVariable} is not a number.", "It is the account's place in the development mnemonic, from 0.");
        }

        throw CliFault.Usage(
            "This needs a key, and none was given.",
            $"Pass --key-file FILE or set {KeyVariable}; on a local network --account 0 takes an account of the development mnemonic.");
    }

    private static PrivateKey FromFile(string path)
    {
        if (!File.Exists(path))
        {
            throw CliFault.Usage($"There is no key file {path}.");
        }

        return PrivateKey.TryParse(File.ReadAllText(path), out var key)
            ? key!
            : throw CliFault.Usage($"{path} does not hold a private key.", "It is 64 hexadecimal digits, with or without 0x, and nothing else.");
    }

    private static PrivateKey FromMnemonic(int index, ulong chainId)
    {
        if (index < 0)
        {
            throw CliFault.Usage("Accounts are numbered from 0.");
        }

        return LocalChains.Contains(chainId)
            ? Mnemonic.Dev.Key(index)
            : throw CliFault.Usage($"Everybody knows the development mnemonic, and chain {chainId} is not a local one.", "Use --key-file FILE or MODELMARKET_KEY.");
    }
}
