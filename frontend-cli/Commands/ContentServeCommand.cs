using System.CommandLine;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Storage;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>content serve</c>: a trustless gateway over the own blocks, on loopback.</summary>
internal static class ContentServeCommand
{
    private const int PortDefault = 8081;

    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1; 0 for a free one", DefaultValueFactory = _ => PortDefault };
        var command = Verb.Of("serve", "Serves the own blocks as a trustless IPFS gateway on loopback, until Ctrl-C.", "modelmarket content serve --port 8081", host, options, async (context, cancellation) =>
        {
            var number = context.Arguments.GetValue(port);
            if (number is < 0 or > ushort.MaxValue)
            {
                throw CliFault.Usage($"--port is a number from 0 to {ushort.MaxValue}, not {number}.");
            }

            using var content = ContentCommand.Open(context);
            await using var gateway = await ContentGateway.StartAsync(content.Folder, number, cancellation);
            context.Screen.Data(new ServeView(gateway.Address.ToString()), ContentJson.Default.ServeView);
            context.Screen.ShowLine($"{gateway.Address}ipfs/<cid>?format=raw|car");
            context.Screen.Say(Markup.Escape($"Others on this machine: --storage gateway:{gateway.Address.ToString().TrimEnd('/')} · Ctrl-C ends it"));
            try
            {
                await Task.Delay(Timeout.Infinite, cancellation);
            }
            catch (OperationCanceledException)
            {
                context.Screen.Say("stopped");
            }

            return ExitCode.Ok;
        });
        command.Add(port);
        return command;
    }
}
