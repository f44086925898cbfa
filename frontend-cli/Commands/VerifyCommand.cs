using System.CommandLine;
using ModelMarket.Cli.Local;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Cli.Verification;
using ModelMarket.Core;
using Rollup.Ethereum.Official;
using Rollup.Node.Client;
using Rollup.Node.GuestHost;
using Rollup.Node.Guests;
using Rollup.Node.Storage;
using Rollup.Node.Verification;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>verify</c>: replays all inputs from L1 and compares with the accepted claims, the executed outputs and, if asked, another node.</summary>
internal static class VerifyCommand
{
    private const string MendFolder = "Start over with --fresh, or name another --folder.";

    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var genesis = new Option<string?>("--genesis") { Description = "Genesis document of the deployment; the development one where missing", HelpName = "file" };
        var jit = new Option<bool>("--jit") { Description = "Run the dapp under the JIT" };
        var against = new Option<string[]>("--against")
        {
            Description = "A node to compare with, input by input and output by output; given twice, the two nodes are compared with each other and nothing is replayed",
            HelpName = "url",
        };
        var folder = new Option<string?>("--folder") { Description = "Where the replay is kept, so that the next run goes on there; by default in the home folder", HelpName = "path" };
        var fresh = new Option<bool>("--fresh", "--from-scratch") { Description = "Replay from the first input, whatever an earlier run left" };
        var record = new Option<string?>("--record") { Description = "Write every input with its outputs, reports and state root to a file (implies --fresh)", HelpName = "file" };
        var guest = new Argument<string[]>("guest") { Description = "After --: another application's program with its arguments", Arity = ArgumentArity.ZeroOrMore };
        var command = Verb.Of("verify", "Replays every input from L1 and compares with every accepted claim and executed output. Trusts no node.", "modelmarket verify --from-scratch", host, options, (context, cancellation) =>
        {
            var arguments = context.Arguments;
            var request = new VerifyRequest(
                arguments.GetValue(genesis), !arguments.GetValue(jit), [.. (arguments.GetValue(against) ?? []).Select(url => SessionFactory.UrlOf(url, "--against"))], arguments.GetValue(folder), arguments.GetValue(fresh),
                arguments.GetValue(record), arguments.GetValue(guest) ?? []);
            return RunAsync(context, request, cancellation);
        });
        foreach (var option in new Option[] { genesis, jit, against, folder, fresh, record })
        {
            command.Add(option);
        }

        command.Add(guest);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, VerifyRequest request, CancellationToken cancellation)
    {
        switch (request.Against)
        {
            case [var first, var second]:
                return await ComparePairAsync(context, first, second, cancellation);
            case { Count: > 2 }:
                throw CliFault.Usage($"--against names {request.Against.Count} nodes.", "One is compared with the replay, two with each other.");
        }

        using var session = await SessionFactory.OpenAsync(context, cancellation, asksNode: false);
        var guest = await GuestAsync(context, session, request, cancellation);
        await using var recorder = request.Record is { } path ? new ReplayRecorder(path) : null;
        using var other = request.Against is [var url] ? new RollupNodeClient(url, session.Application.ToString()) : null;
        var options = new ReplayOptions
        {
            L1Url = session.Ethereum.Url,
            Application = session.Application,
            Guest = recorder?.Around(guest) ?? guest,
            Folder = recorder is null ? FolderOf(context, session, request) : null,
            Against = other,
            Log = line => context.Screen.Say($"  [grey]{Markup.Escape(line)}[/]"),
        };
        var report = await ReplayAsync(context.Screen, options, cancellation);
        var node = request.Against is [var named] ? named : null;
        context.Screen.Data(VerifyView.Of(report, node), CliJson.Default.VerifyView);
        VerifyText.Show(context.Screen, report, node);
        return report.IsMatch ? ExitCode.Ok : ExitCode.Failed;
    }

    /// <summary>Asks both nodes alone: no L1, no dapp, so it takes seconds. Who is right is for a replay to say.</summary>
    private static async Task<int> ComparePairAsync(CommandContext context, Uri first, Uri second, CancellationToken cancellation)
    {
        var application = SessionFactory.ApplicationOf(context).ToString();
        using var one = new RollupNodeClient(first, application);
        using var other = new RollupNodeClient(second, application);
        var report = await NodePair.CompareAsync(one, other, cancellation);
        context.Screen.Data(NodePairView.Of(report, first, second), CliJson.Default.NodePairView);
        VerifyText.Show(context.Screen, report, first, second);
        return report.IsMatch ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task<ReplayReport> ReplayAsync(Screen screen, ReplayOptions options, CancellationToken cancellation)
    {
        try
        {
            return await screen.NarratedAsync("replaying", tell => ReplayVerifier.RunAsync(options with { Progress = new ReplayNarrator(tell) }, cancellation));
        }
        catch (StoreMismatchException mismatch)
        {
            throw CliFault.Failed(mismatch.Message, MendFolder);
        }
        catch (GuestFailedException fault) when (options.Folder is not null)
        {
            throw CliFault.Failed($"The dapp cannot be run: {fault.Message}", $"Was the replay in {options.Folder} made with another program? {MendFolder}");
        }
    }

    private static async Task<GuestFactory> GuestAsync(CommandContext context, MarketSession session, VerifyRequest request, CancellationToken cancellation)
    {
        if (request.Guest.Count > 0)
        {
            return ProcessGuest.Factory(new GuestOptions(request.Guest[0], [.. request.Guest.Skip(1)]));
        }

        var genesis = GenesisOf(request.GenesisFile);
        var template = await new ApplicationContract(session.Ethereum, session.Application).GetTemplateHashAsync(cancellation);
        if (template != genesis.Hash)
        {
            context.Screen.Warn($"the application's template hash {template} is not this genesis: a machine image cannot be compared here, only its outputs");
        }

        var dapp = await DappBuild.LocateAsync(request.Native, words => context.Screen.Say($"  [grey]{Markup.Escape(words)}[/]"), cancellation);
        return ProcessGuest.Factory(LocalNetwork.GuestOf(dapp, genesis, static _ => { }));
    }

    private static string FolderOf(CommandContext context, MarketSession session, VerifyRequest request)
    {
        var folder = request.Folder ?? Path.Combine(context.Host.Home, "verify", $"{session.ChainId}-{session.Application}");
        if (request.Fresh)
        {
            ReplayVerifier.Forget(folder, session.Application);
        }

        return folder;
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
