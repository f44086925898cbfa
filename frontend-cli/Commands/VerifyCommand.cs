using System.CommandLine;
using ModelMarket.Cli.Local;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Cli.Verification;
using ModelMarket.Core;
using Rollup.Ethereum.Official;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>verify</c>: replays all inputs from L1 and compares with the accepted claims.</summary>
internal static class VerifyCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var genesis = new Option<string?>("--genesis") { Description = "Genesis document of the deployment; the development one where missing", HelpName = "file" };
        var jit = new Option<bool>("--jit") { Description = "Run the dapp under the JIT" };
        var record = new Option<string?>("--record") { Description = "Write every input with its outputs, reports and state root to a file", HelpName = "file" };
        var command = Verb.Of("verify", "Replays every input from L1 and compares the outputs with the accepted claims. Asks no node.", "modelmarket verify --rpc $RPC --app 0x…", host, options, (context, cancellation) =>
            RunAsync(context, context.Arguments.GetValue(genesis), !context.Arguments.GetValue(jit), context.Arguments.GetValue(record), cancellation));
        command.Add(genesis);
        command.Add(jit);
        command.Add(record);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string? genesisFile, bool native, string? record, CancellationToken cancellation)
    {
        var genesis = GenesisOf(genesisFile);
        using var session = await SessionFactory.OpenAsync(context, cancellation, asksNode: false);
        var template = await new ApplicationContract(session.Ethereum, session.Application).GetTemplateHashAsync(cancellation);
        if (template != genesis.Hash)
        {
            context.Screen.Warn($"the application's template hash {template} is not this genesis: a machine image cannot be compared here, only its outputs");
        }

        var dapp = await DappBuild.LocateAsync(native, words => context.Screen.Say($"  [grey]{Markup.Escape(words)}[/]"), cancellation);
        var verifier = new Verifier(session, LocalNetwork.GuestOf(dapp, genesis, static _ => { }));
        var found = await context.Screen.ProgressAsync("replaying", progress => verifier.RunAsync((done, of) => progress((double)done / of), cancellation));
        if (record is not null)
        {
            await Recordings.WriteAsync(record, found.Inputs, cancellation);
        }

        context.Screen.Data(VerifyView.Of(found), CliJson.Default.VerifyView);
        return Tell(context.Screen, found);
    }

    private static int Tell(Screen screen, Verification.Verification found)
    {
        screen.ShowLine($"replayed {found.Inputs.Count} inputs: {found.Outputs} outputs, root {found.Root}");
        foreach (var claim in found.Claims.Where(claim => !claim.Equal))
        {
            screen.ShowLine($"[red]✗[/] claim up to block {claim.LastBlock} ({claim.Inputs} inputs, {claim.Outputs} outputs): claimed {claim.Claimed}, replay says {claim.Replayed}");
        }

        screen.ShowLine(found.AllEqual ? $"[green]✓[/] {found.Claims.Count} claims equal" : "claims differ: whoever holds the consensus key has lied, or runs another dapp");
        return found.AllEqual ? ExitCode.Ok : ExitCode.Failed;
    }

    private static Genesis GenesisOf(string? path)
    {
        if (path is null)
        {
            return Genesis.Dev;
        }

        if (!File.Exists(path))
        {
            throw CliFault.Usage($"There is no file {path}.");
        }

        return Genesis.TryParse(File.ReadAllBytes(path), out var genesis, out var problem) ? genesis : throw CliFault.Usage($"{path}: {problem}");
    }
}
