using System.CommandLine;
using System.Text.Json;
using ModelMarket.Cli.Commands;
using ModelMarket.Cli.Presentation;
using ModelMarket.Contracts;
using ModelMarket.Core;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.Host;
using Rollup.Node.Client;
using Rollup.Node.Gio;
using Rollup.Node.GuestHost;
using Spectre.Console;

namespace ModelMarket.Cli;

/// <summary>The whole program as a function: arguments in, text and an exit code out.</summary>
internal static class CommandLineApp
{
    private const string DebugVariable = "MODELMARKET_DEBUG";
    private const int GweiDigits = 9;

    /// <summary>Runs one command line.</summary>
    /// <param name="args">The arguments after the program's name.</param>
    /// <param name="host">The process around it.</param>
    /// <param name="cancellation">Ends it early (Ctrl-C).</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CliHost host, CancellationToken cancellation = default)
    {
        var options = new GlobalOptions();
        var root = CommandTree.Build(host, options);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return Misused(parsed, host, ParseWords.Of(parsed));
        }

        if (UnknownOption(args, parsed) is { } unknown)
        {
            return Misused(parsed, host, [$"There is no option {unknown} here."]);
        }

        if (UnreadableSwitch(args, parsed) is { } unreadable)
        {
            return Misused(parsed, host, [$"{unreadable} is neither true nor false."]);
        }

        try
        {
            // Signals come as the cancellation: handlers of the parser's own beside them race for the exit code, and give up after two seconds.
            var settings = new InvocationConfiguration { Output = host.Output, Error = host.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(settings, cancellation);
        }
        catch (Exception fault)
        {
            return Report(fault, host, parsed.GetValue(options.Json));
        }
    }

    // The parser takes an option that a verb lacks for an argument of the verb. What stands behind `--` is another program's.
    private static string? UnknownOption(IReadOnlyList<string> args, ParseResult parsed) => args.TakeWhile(arg => arg != "--").FirstOrDefault(arg =>
        arg.StartsWith("--", StringComparison.Ordinal)
        && parsed.Tokens.Any(token => token.Type == System.CommandLine.Parsing.TokenType.Argument && token.Value == arg));

    // The parser takes what stands behind a switch's `=`, where it is no boolean, for an argument of the verb.
    private static string? UnreadableSwitch(IReadOnlyList<string> args, ParseResult parsed) => args.TakeWhile(arg => arg != "--").FirstOrDefault(arg =>
        arg.Split('=', 2) is [var name, var value] && !bool.TryParse(value, out _)
        && parsed.CommandResult.Command.Options.Any(option => (option.ValueType == typeof(bool) || option.ValueType == typeof(bool?)) && (option.Name == name || option.Aliases.Contains(name))));

    private static int Misused(ParseResult parsed, CliHost host, IEnumerable<string> messages)
    {
        var told = messages.ToList();
        told.ForEach(message => host.Error.WriteLine($"✗ {message}"));

        var verbs = new List<string>();
        for (var result = parsed.CommandResult; result is not null && result.Command is not RootCommand; result = result.Parent as System.CommandLine.Parsing.CommandResult)
        {
            verbs.Insert(0, result.Command.Name);
        }

        var help = string.Join(' ', ["modelmarket", .. verbs, "--help"]);
        if (parsed.Tokens.Any(token => token.Value == "--json"))
        {
            WriteError(host, new ErrorView(ExitName(ExitCode.Usage), string.Join(' ', told), $"See: {help}"));
        }

        host.Error.WriteLine($"  See: {help}{(verbs.Count == 0 ? ". Never been here? modelmarket demo" : string.Empty)}");
        return ExitCode.Usage;
    }

    private static void WriteError(CliHost host, ErrorView error) =>
        host.Output.WriteLine(JsonSerializer.Serialize(new ErrorEnvelope(error), CliJson.Default.ErrorEnvelope));

    private static int Report(Exception fault, CliHost host, bool json)
    {
        var told = Explain(fault);
        if (json)
        {
            WriteError(host, new ErrorView(told.Code ?? ExitName(told.Exit), told.Message, told.Mend));
        }

        var screen = new Screen(host, json);
        var code = told.Code is null ? string.Empty : $" (code {told.Code})";
        screen.Say($"[red]✗[/] {Markup.Escape(told.Message + code)}");
        if (told.Mend.Length > 0)
        {
            screen.Say($"  {Markup.Escape(told.Mend)}");
        }

        if (host.Variable(DebugVariable) is not null)
        {
            host.Error.WriteLine(fault.ToString());
        }

        return told.Exit;
    }

    private static CliFault Explain(Exception fault) => fault switch
    {
        CliFault told => told,
        _ when NeedsOpenSsl(fault) => CliFault.Failed(OpenSslMissingException.What, OpenSslMissingException.Mend),
        OperationCanceledException { InnerException: TimeoutException } => CliFault.Unreachable("No answer in time.", "Is the endpoint right? See --rpc and --node."),
        OperationCanceledException => CliFault.Failed("Stopped before it was done.", "Run the same command again: it goes on where it stopped."),
        ContractRevertException refusal => Refused(refusal),
        EthereumUnreachableException unreachable => CliFault.Unreachable($"The Ethereum endpoint does not answer: {unreachable.Message}", "Is it running? `modelmarket dev` starts a local one; --rpc names another."),
        WalletRefusedException refusal => CliFault.Rejected($"{Sentence(refusal.Message)} Nothing was signed.", "Run the same command again to be asked again."),
        UnreadableSignatureException unreadable => CliFault.Failed(
            Sentence(unreadable.Message), "A contract wallet's signature is none of a key: use an account with a key of its own, such as --wallet NAME or --key-file FILE."),
        FeeCeilingException fee => CliFault.Failed(
            $"The network asks {Units.Amount(fee.Asked, GweiDigits)} gwei per unit of gas now, and your ceiling is {Units.Amount(fee.Ceiling, GweiDigits)}. Nothing was signed.",
            "Wait for a quieter hour, or raise --max-fee."),
        ChainMismatchException chain => CliFault.Usage($"The wallet or the endpoint is on chain {chain.Found}, and this is for chain {chain.Expected}. Nothing was signed.", "Switch it to the right chain, or name another endpoint with --rpc."),
        EthereumRpcException { RpcMessage: var words } when words.Contains("insufficient funds", StringComparison.OrdinalIgnoreCase) => CliFault.Failed(
            "The account holds too little Ether to pay for gas. Nothing was sent.", "What it holds: modelmarket doctor. Send it some; on a local network: modelmarket wallet fund NAME"),
        EthereumException ethereum => CliFault.Failed($"The Ethereum endpoint refused: {ethereum.Message}"),
        GuestFailedException guest => CliFault.Failed($"The dapp cannot be run: {guest.Message}"),
        NodeUnreachableException node => CliFault.Unreachable($"The node does not answer: {node.Message}"),
        NodeException node => CliFault.Failed($"The node refused: {node.Message}"),
        GioUnavailableException missing => CliFault.Failed($"The dapp needs data that is not to be had: {missing.Message}"),
        HttpRequestException http => CliFault.Unreachable($"Could not be reached: {http.Message}", "Is the network running? Start one with: modelmarket dev"),
        IOException when fault.Message.Contains("address already in use", StringComparison.OrdinalIgnoreCase) => CliFault.Failed(fault.Message, "Another program listens there. Name another port; 0 takes any free one."),
        DirectoryNotFoundException => CliFault.Failed(fault.Message, "Make the folder first, or name another place."),
        IOException or UnauthorizedAccessException => CliFault.Failed(fault.Message),
        _ => CliFault.Failed($"Unexpected: {fault.Message}", $"This is a bug. {DebugVariable}=1 prints where it happened."),
    };

    // The first use of a type's own values, or a library, may have wrapped it.
    private static bool NeedsOpenSsl(Exception? fault) => fault is not null && (fault is OpenSslMissingException || NeedsOpenSsl(fault.InnerException));

    private static CliFault Refused(ContractRevertException refusal)
    {
        if (JobEscrow.UnknownJobError.TryDecode(refusal.Reason.Data, out var unknown))
        {
            return CliFault.Rejected($"The escrow has no job {unknown.JobId}.", "All jobs there are: modelmarket job list", nameof(RejectCode.JobUnknown));
        }

        var known = JobEscrow.TryDescribeError(refusal.Reason.Data, out var reason) || TestToken.TryDescribeError(refusal.Reason.Data, out reason);
        return CliFault.Rejected($"The contract refused: {(known ? reason : refusal.Reason.ToString())}.", "Nothing changed on L1.");
    }

    private static string Sentence(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..].TrimEnd('.')}.";

    private static string ExitName(int exit) => exit switch
    {
        ExitCode.Usage => "Usage",
        ExitCode.Rejected => "Rejected",
        ExitCode.Unreachable => "Unreachable",
        _ => "Failed",
    };
}
