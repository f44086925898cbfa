using System.CommandLine;
using ModelMarket.Cli.Presentation;

namespace ModelMarket.Cli.Commands;

/// <summary>What a verb gets: its parsed arguments, the streams and the process around it.</summary>
internal sealed class CommandContext
{
    /// <summary>Creates the context of one run.</summary>
    public CommandContext(CliHost host, GlobalOptions options, ParseResult arguments)
    {
        Host = host;
        Options = options;
        Arguments = arguments;
        Screen = new Screen(host, arguments.GetValue(options.Json));
    }

    /// <summary>The process around the command.</summary>
    public CliHost Host { get; }

    /// <summary>The global options.</summary>
    public GlobalOptions Options { get; }

    /// <summary>The parsed arguments.</summary>
    public ParseResult Arguments { get; }

    /// <summary>The streams.</summary>
    public Screen Screen { get; }
}
