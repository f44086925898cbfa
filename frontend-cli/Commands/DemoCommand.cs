using System.CommandLine;
using System.Globalization;
using ModelMarket.Cli.Demo;
using ModelMarket.Cli.Presentation;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>demo</c>: three owners of data are paid on a local Ethereum for improving a model.</summary>
internal static class DemoCommand
{
    private const int TokenDecimals = 18;
    private const string Symbol = "TST";

    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var jit = new Option<bool>("--jit") { Description = "Run the dapp under the JIT instead of as a native binary" };
        var record = new Option<string?>("--record") { Description = "Write every input with its outputs, reports and state root to a file", HelpName = "file" };
        var command = Verb.Of("demo", "Three owners of data are paid on a local Ethereum for improving a model. Needs nothing set up.", "modelmarket demo", host, options, async (context, cancellation) =>
        {
            var (report, checks) = await DemoStory.TellAsync(context.Screen, new DemoOptions(!context.Arguments.GetValue(jit), context.Arguments.GetValue(record)), cancellation);
            context.Screen.Data(report, CliJson.Default.DemoReport);
            Tell(context.Screen, report, checks);
            return checks.All(check => check.Holds) ? ExitCode.Ok : ExitCode.Failed;
        });
        command.Add(jit);
        command.Add(record);
        return command;
    }

    private static void Tell(Screen screen, DemoReport report, IReadOnlyList<DemoCheck> checks)
    {
        screen.Show(TableOf(report));
        var job = report.Jobs[0];
        var rows = report.Clients.Sum(client => client.Rows);
        screen.ShowLine(string.Create(CultureInfo.InvariantCulture, $"  accuracy {job.AccuracyBefore:0.000} → {job.AccuracyAfter:0.000} · {rows} rows of data never left their owners · unspent {Amount(job.Refunded)} back to the sponsor"));
        var replay = report.Replay;
        screen.ShowLine(string.Create(CultureInfo.InvariantCulture, $"  replayed all {replay.Inputs} inputs from L1: {replay.Outputs} outputs, {(replay.Equal ? "same root as the claims [green]✓[/]" : "[red]not the root of the claims ✗[/]")}   {report.Seconds:0.0} s"));
        foreach (var check in checks.Where(check => !check.Holds))
        {
            screen.Say($"[red]✗[/] does not hold: {Markup.Escape(check.What)}");
        }

        screen.Say("Next: `modelmarket dev` keeps such a network running.");
    }

    private static Table TableOf(DemoReport report)
    {
        var table = new Table().Border(TableBorder.Square);
        table.AddColumns("who", "said before", "machine says", "paid", "voucher", "wallet on L1");
        foreach (var client in report.Clients)
        {
            table.AddRow(
                client.Name,
                Units.Score(client.SaidScore),
                Units.Score(client.Score),
                Amount(client.Pay),
                client.VoucherOutput is { } output ? $"executed #{output}" : "–",
                Amount(client.Balance));
        }

        table.AddRow("sponsor", string.Empty, string.Empty, $"back {Amount(report.Jobs[0].Refunded)}", string.Empty, Amount(report.SponsorBalance));
        return table;
    }

    // Rounded down to a hundredth: the exact integers are in --json.
    private static string Amount(string units)
    {
        var hundredths = UInt128.Parse(units, CultureInfo.InvariantCulture) / (UInt128)Math.Pow(10, TokenDecimals - 2);
        return $"{Units.Amount(hundredths, 2)} {Symbol}";
    }
}
