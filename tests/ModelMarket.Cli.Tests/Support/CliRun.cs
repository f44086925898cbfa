namespace ModelMarket.Cli.Tests.Support;

/// <summary>One run of the program inside the test (or of the installed one): arguments in; text and exit code out.</summary>
public sealed record CliRun(int Exit, string Output, string Error)
{
    /// <summary>Runs a command line with a home of its own and no other environment.</summary>
    public static Task<CliRun> OfAsync(params string[] args) => OfAsync(new Dictionary<string, string>(), args);

    /// <summary>Runs a command line with environment variables.</summary>
    public static async Task<CliRun> OfAsync(IReadOnlyDictionary<string, string> variables, params string[] args)
    {
        var home = Directory.CreateTempSubdirectory("modelmarket-cli-test-").FullName;
        try
        {
            var all = new Dictionary<string, string>(variables);
            all.TryAdd("MODELMARKET_HOME", home);
            if (InstalledProgram.File is not null)
            {
                var run = await InstalledProgram.RunAsync(args, all);
                return new CliRun(run.Exit, run.Output, run.Error);
            }

            using var output = new StringWriter();
            using var error = new StringWriter();
            var host = new CliHost(output, error, name => all.GetValueOrDefault(name), interactive: false);
            var exit = await CommandLineApp.RunAsync(args, host);
            return new CliRun(exit, output.ToString(), error.ToString());
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }
}
