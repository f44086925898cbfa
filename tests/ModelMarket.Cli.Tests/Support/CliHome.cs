namespace ModelMarket.Cli.Tests.Support;

/// <summary>A user's home that lasts over several runs of the program, with somebody at the terminal where a test says so.</summary>
public sealed class CliHome : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("modelmarket-home-").FullName;

    /// <summary>What the person types when asked for secrets, in order; null where nobody is there.</summary>
    public Queue<string>? Typed { get; set; }

    /// <summary>Environment variables of the runs.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>What standard input holds.</summary>
    public string Input { get; set; } = "";

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Writes a file that only its owner reads.</summary>
    public string Secret(string name, string text)
    {
        var path = PathOf(name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return path;
    }

    public async Task<CliRun> RunAsync(params string[] args) => await RunAsync(args, CancellationToken.None);

    public async Task<CliRun> RunAsync(string[] args, CancellationToken cancellation)
    {
        if (InstalledProgram.File is not null && Typed is null)
        {
            var run = await InstalledProgram.RunAsync(args, new Dictionary<string, string>(Variables) { ["MODELMARKET_HOME"] = Folder }, Input, cancellation: cancellation);
            return new CliRun(run.Exit, run.Output, run.Error);
        }

        using var output = new StringWriter();
        using var error = new StringWriter();
        using var input = new StringReader(Input);
        var host = new CliHost(
            output, error, name => name == "MODELMARKET_HOME" ? Folder : Variables.GetValueOrDefault(name), interactive: false, input,
            Typed is null ? null : _ => Typed.Dequeue());
        var exit = await CommandLineApp.RunAsync(args, host, cancellation);
        return new CliRun(exit, output.ToString(), error.ToString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
