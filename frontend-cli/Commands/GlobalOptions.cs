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

    /// <summary>Adds them to the root command.</summary>
    public void AddTo(RootCommand root)
    {
        root.Add(Json);
        root.Add(Rpc);
        root.Add(Node);
        root.Add(App);
        root.Add(KeyFile);
        root.Add(Account);
    }
}
