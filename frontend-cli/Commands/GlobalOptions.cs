using System.CommandLine;

namespace ModelMarket.Cli.Commands;

/// <summary>Options every verb understands. Each has an environment variable of the same meaning.</summary>
internal sealed class GlobalOptions
{
    /// <summary>Data as JSON on standard output.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "Print data as JSON on standard output", Recursive = true };

    /// <summary>Ethereum endpoint.</summary>
    public Option<string?> Rpc { get; } = new("--rpc") { Description = "Ethereum JSON-RPC endpoint [MODELMARKET_RPC]", HelpName = "url", Recursive = true };

    /// <summary>Rollups node.</summary>
    public Option<string?> Node { get; } = new("--node") { Description = "Rollups node, the part before /rpc and /inspect [MODELMARKET_NODE]", HelpName = "url", Recursive = true };

    /// <summary>Application contract.</summary>
    public Option<string?> App { get; } = new("--app") { Description = "Application contract [MODELMARKET_APP]", HelpName = "address", Recursive = true };

    /// <summary>File with a private key.</summary>
    public Option<string?> KeyFile { get; } = new("--key-file") { Description = "File that holds the private key as hex (the key itself: MODELMARKET_KEY)", HelpName = "path", Recursive = true };

    /// <summary>Account of the development mnemonic.</summary>
    public Option<int?> Account { get; } = new("--account") { Description = "Account number of the public development mnemonic; local networks only [MODELMARKET_ACCOUNT]", HelpName = "n", Recursive = true };

    /// <summary>Who signs.</summary>
    public Option<string?> Wallet { get; } = new("--wallet") { Description = "Who signs: a name of `wallet list`, walletconnect, or rpc:0x… for an account of the endpoint (rpc:0x…@url of another signer) [MODELMARKET_WALLET]", HelpName = "wallet", Recursive = true };

    /// <summary>File with the password of the keystore.</summary>
    public Option<string?> PasswordFile { get; } = new("--password-file") { Description = "File (mode 600) whose first line is the wallet's password (the password itself: MODELMARKET_PASSWORD)", HelpName = "path", Recursive = true };

    /// <summary>Ceiling of fees.</summary>
    public Option<string?> MaxFee { get; } = new("--max-fee") { Description = "Most gwei per unit of gas [MODELMARKET_MAX_FEE]", HelpName = "gwei", Recursive = true };

    /// <summary>Network by name.</summary>
    public Option<string?> Profile { get; } = new("--profile") { Description = "Network of config.toml [MODELMARKET_PROFILE]", HelpName = "name", Recursive = true };

    /// <summary>Adds them to the root command.</summary>
    public void AddTo(RootCommand root)
    {
        root.Add(Json);
        root.Add(Rpc);
        root.Add(Node);
        root.Add(App);
        root.Add(KeyFile);
        root.Add(Account);
        root.Add(Wallet);
        root.Add(PasswordFile);
        root.Add(MaxFee);
        root.Add(Profile);
    }
}
