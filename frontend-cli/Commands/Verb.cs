using System.CommandLine;

namespace ModelMarket.Cli.Commands;

/// <summary>Makes commands of one form: description, an example in the help, an action that gets a context and returns an exit code.</summary>
internal static class Verb
{
    /// <summary>Makes a command.</summary>
    /// <param name="name">What people type.</param>
    /// <param name="description">One sentence.</param>
    /// <param name="example">A whole command line that works.</param>
    /// <param name="host">The process around it.</param>
    /// <param name="options">The global options.</param>
    /// <param name="run">Does it, and returns one of <see cref="ExitCode"/>.</param>
    public static Command Of(
        string name, string description, string example, CliHost host, GlobalOptions options, Func<CommandContext, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, $"{description}\n\n  Example: {example}");
        command.SetAction((arguments, cancellation) => run(new CommandContext(host, options, arguments), cancellation));
        return command;
    }

    /// <summary>The number of a job.</summary>
    public static Argument<ulong> JobArgument() => new("job") { Description = "Number of the job, as `job list` shows it" };
}
