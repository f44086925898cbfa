using System.CommandLine;
using ModelMarket.Cli.Doctor;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>doctor</c>: what is wrong here, and what to do about it.</summary>
internal static class DoctorCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options) => Verb.Of(
        "doctor", "Looks at storage, endpoint, clock, application, node and wallet, and says what to do about what is wrong.", "modelmarket doctor --wallet alice", host, options, async (context, cancellation) =>
        {
            var findings = await new Examination(context).RunAsync(cancellation);
            context.Screen.Data(findings, DoctorJson.Default.ListFinding);
            foreach (var finding in findings)
            {
                var mark = finding.State switch { "ok" => "[green]✓[/]", "warning" => "[yellow]![/]", _ => "[red]✗[/]" };
                context.Screen.ShowLine($"{mark} {finding.Subject}: {Markup.Escape(finding.Words)}");
                if (finding.Mend.Length > 0)
                {
                    context.Screen.ShowLine($"    {Markup.Escape(finding.Mend)}");
                }
            }

            return findings.Exists(finding => finding.State == "fault") ? ExitCode.Failed : ExitCode.Ok;
        });
}
