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
        root.Add(DemoCommand.Create(host, options));
        root.Add(new Command("job", "Posts jobs and looks at them.")
        {
            JobInitCommand.Create(host, options),
            JobCheckCommand.Create(host, options),
            JobPostCommand.Create(host, options),
            JobGroupCommands.OpenGroups(host, options),
            JobGroupCommands.Reveal(host, options),
            JobWatchCommand.Create(host, options),
            JobCommands.List(host, options),
            JobCommands.Show(host, options),
            JobCommands.Leaderboard(host, options),
            JobExplainCommand.Create(host, options),
            JobModelCommand.Create(host, options),
        });
        root.Add(new Command("message", "Writes to the people of a job, and reads what they wrote.")
        {
            MessageCommands.Send(host, options),
            MessageCommands.List(host, options),
            MessageCommands.Key(host, options),
        });
        root.Add(ContentCommand.Create(host, options));
        root.Add(DataCommand.Create(host, options));
        root.Add(WeightsCommand.Create(host, options));
        root.Add(TrainCommand.Create(host, options));
        root.Add(SubmitCommand.Create(host, options));
        root.Add(TickCommand.Create(host, options));
        root.Add(ClaimCommand.Create(host, options));
        root.Add(ReclaimCommand.Create(host, options));
        root.Add(DoctorCommand.Create(host, options));
        root.Add(CompletionCommand.Create(host, options));
        root.Add(ReportCommand.Create(host, options));
        root.Add(WalletCommands.Group(host, options));
        root.Add(ProfileCommands.Group(host, options));
        root.Add(VerifyCommand.Create(host, options));
        root.Add(DevCommand.Create(host, options));
        root.Add(new Command("node", "Runs a rollups node for any application in any language.")
        {
            NodeRunCommand.Create(host, options),
        });
        root.Add(DappGuestCommand.Create());
        return root;
    }
}
