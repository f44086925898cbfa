using System.CommandLine;
using System.Globalization;
using System.Text;
using ModelMarket.Cli.Reports;
using ModelMarket.Cli.Session;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>report N</c>: one page about a job that anybody can open, print and send on.</summary>
internal static class ReportCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var number = Verb.JobArgument();
        var output = new Option<string?>("--output", "-o") { Description = "The page; report-N.html where missing", HelpName = "file" };
        var png = new Option<bool>("--png") { Description = "Also write the plots as PNG, beside the page" };
        var command = Verb.Of(
            "report", "Writes one page about a job: scores over time, leaderboard, payouts with their reasons, transactions. It loads nothing from anywhere.", "modelmarket report 7 --png", host, options,
            (context, cancellation) => RunAsync(context, context.Arguments.GetRequiredValue(number), context.Arguments.GetValue(output), context.Arguments.GetValue(png), cancellation));
        command.Add(number);
        command.Add(output);
        command.Add(png);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ulong jobId, string? output, bool png, CancellationToken cancellation)
    {
        using var session = await SessionFactory.OpenAsync(context, cancellation);
        var data = await ReportReader.ReadAsync(session, jobId, cancellation);
        var page = output ?? string.Create(CultureInfo.InvariantCulture, $"report-{jobId}.html");
        await File.WriteAllTextAsync(page, HtmlReport.Write(data), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellation);
        var images = new List<string>();
        if (png)
        {
            images.Add(await ImageAsync(page, "scores", ScorePlot.Of(data), cancellation));
            images.Add(await ImageAsync(page, "pay", PayPlot.Of(data), cancellation));
        }

        context.Screen.Data(new ReportView(jobId, page, images), ReportJson.Default.ReportView);
        foreach (var file in images.Prepend(page))
        {
            context.Screen.ShowLine(Markup.Escape(file));
        }

        return ExitCode.Ok;
    }

    private static async Task<string> ImageAsync(string page, string name, Plot plot, CancellationToken cancellation)
    {
        var path = Path.Combine(Path.GetDirectoryName(page) ?? string.Empty, $"{Path.GetFileNameWithoutExtension(page)}-{name}.png");
        await File.WriteAllBytesAsync(path, PngWriter.Write(plot), cancellation);
        return path;
    }
}
