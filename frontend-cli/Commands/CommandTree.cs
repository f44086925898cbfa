using System.CommandLine;

namespace ModelMarket.Cli.Commands;

/// <summary>All verbs in one place.</summary>
internal static class CommandTree
{
    /// <summary>Builds the root command.</summary>
    public static RootCommand Build(CliHost host, GlobalOptions options)
    {
        var root = new RootCommand("Pays people for improving machine-learning models with data that never leaves them.");
        options.AddTo(root);
        return root;
    }
}
