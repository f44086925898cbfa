using System.Globalization;
using ModelMarket.Cli.Commands;
using ModelMarket.Cli.Wallets.WalletConnect;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;

namespace ModelMarket.Cli.Session;

/// <summary>
/// Finds who acts: a keystore, a phone, an account of a signer; a key in a file or an environment variable; an account of the public development
/// mnemonic on a local chain. The command line wins over the environment, the environment over the profile.
/// </summary>
internal static class KeySource
{
    /// <summary>Chain ids of local development chains: anvil's and hardhat's, and that of older Cartesi devnets.</summary>
    private static readonly ulong[] LocalChains = [31_337, 13_370];

    private const string KeyVariable = "MODELMARKET_KEY";
    private const string AccountVariable = "MODELMARKET_ACCOUNT";
    private const string WalletVariable = "MODELMARKET_WALLET";
    private const string SignerPrefix = "rpc:";

    /// <summary>Whether a chain is a local development one, where the public mnemonic has money and nobody's money is real.</summary>
    public static bool IsLocal(ulong chainId) => LocalChains.Contains(chainId);

    /// <summary>Whether any wallet is named.</summary>
    public static bool IsGiven(CommandContext context) =>
        context.Arguments.GetValue(context.Options.Wallet) is not null
        || context.Arguments.GetValue(context.Options.KeyFile) is not null || context.Arguments.GetValue(context.Options.Account) is not null
        || context.Host.Variable(WalletVariable) is not null || context.Host.Variable(KeyVariable) is not null
        || context.Host.Variable(AccountVariable) is not null || Profiles.Of(context)?.Wallet is not null;

    /// <summary>Finds the wallet.</summary>
    /// <param name="context">Options and variables.</param>
    /// <param name="chainId">The chain the wallet is for.</param>
    /// <exception cref="CliFault">None is given, or the given one cannot be opened. The words never repeat a secret.</exception>
    public static IWallet Find(CommandContext context, ulong chainId)
    {
        if (context.Arguments.GetValue(context.Options.Wallet) is { } wallet)
        {
            return Named(context, wallet, chainId);
        }

        if (context.Arguments.GetValue(context.Options.KeyFile) is { } path)
        {
            return FromFile(path);
        }

        if (context.Arguments.GetValue(context.Options.Account) is { } account)
        {
            return FromMnemonic(account, chainId);
        }

        return FromEnvironment(context, chainId) ?? throw CliFault.Usage(
            "This needs a wallet, and none was given.",
            $"Pass --wallet NAME (`modelmarket wallet new NAME` makes one), --key-file FILE or set {KeyVariable}; on a local network --account 0 takes an account of the development mnemonic.");
    }

    private static IWallet? FromEnvironment(CommandContext context, ulong chainId)
    {
        if (context.Host.Variable(WalletVariable) is { } wallet)
        {
            return Named(context, wallet, chainId);
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

        return Profiles.Of(context)?.Wallet is { } usual ? Named(context, usual, chainId) : null;
    }

    private static IWallet Named(CommandContext context, string wallet, ulong chainId)
    {
        if (wallet.StartsWith(SignerPrefix, StringComparison.Ordinal))
        {
            return OfSigner(context, wallet[SignerPrefix.Length..]);
        }

        return wallet == PhoneWallet.Name
            ? PhoneWallet.Open(context, chainId)
            : new WalletFolder(context.Host.Home).Open(wallet, () => Passwords.Of(context, wallet));
    }

    private static JsonRpcWallet OfSigner(CommandContext context, string text)
    {
        var parts = text.Split('@', 2);
        if (!Address.TryParse(parts[0], out var address))
        {
            throw CliFault.Usage($"--wallet rpc: needs an address, and {parts[0]} is none.", "Write rpc:0x… for an account of --rpc, or rpc:0x…@http://127.0.0.1:8550 for another signer.");
        }

        var url = parts.Length == 2 ? SessionFactory.UrlOf(parts[1], "the signer of --wallet") : SessionFactory.RpcOf(context, Profiles.Of(context));
        return new JsonRpcWallet(address, new EthereumClient(url, new EthereumClientOptions { RequestTimeout = SignerPatience }));
    }

    /// <summary>A person may have to press a button at the signer.</summary>
    private static readonly TimeSpan SignerPatience = TimeSpan.FromMinutes(5);

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

        return IsLocal(chainId)
            ? Mnemonic.Dev.Key(index)
            : throw CliFault.Usage($"Everybody knows the development mnemonic, and chain {chainId} is not a local one.", "Use --wallet NAME, --key-file FILE or MODELMARKET_KEY.");
    }
}
