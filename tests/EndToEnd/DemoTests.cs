using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ModelMarket.Cli;

namespace EndToEnd;

public sealed class DemoTests
{
    [Fact]
    public async Task In_process_demo_pays_three_owners_and_every_unit_is_accounted_for()
    {
        var recording = Path.GetTempFileName();
        try
        {
            using var output = new StringWriter();
            using var error = new StringWriter();
            var exit = await CommandLineApp.RunAsync(["demo", "--json", "--jit", "--record", recording], new CliHost(output, error, static _ => null, interactive: false));

            exit.Should().Be(ExitCode.Ok, error.ToString());
            Check(output.ToString(), "jit");
            File.ReadLines(recording).Should().HaveCountGreaterThan(10, "a header and every input");
        }
        finally
        {
            File.Delete(recording);
        }
    }

    [Fact]
    public async Task Demo_as_a_process_exits_0_with_the_native_dapp_where_it_can_be_built()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLineApp).Assembly.Location, "demo", "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.Should().Be(ExitCode.Ok, await error);
        Check(output, null);
    }

    private static void Check(string json, string? dapp)
    {
        using var document = JsonDocument.Parse(json);
        var report = document.RootElement;
        var job = report.GetProperty("jobs")[0];
        var clients = report.GetProperty("clients").EnumerateArray().ToList();

        if (dapp is not null)
        {
            report.GetProperty("dapp").GetString().Should().Be(dapp);
        }

        clients.Should().HaveCount(3);
        clients.Should().OnlyContain(client => Units(client, "pay") > 0 && Units(client, "pay") == Units(client, "balance"));
        clients.Should().OnlyContain(client => client.GetProperty("saidScore").GetInt64() == client.GetProperty("score").GetInt64());
        clients.Should().OnlyContain(client => Units(client, "saidPayLeast") == Units(client, "pay") && Units(client, "saidPayMost") == Units(client, "pay"));
        var total = clients.Aggregate(Units(report, "sponsorBalance"), (sum, client) => sum + Units(client, "balance"));
        total.Should().Be(Units(job, "reward"));
        Units(job, "refunded").Should().BeGreaterThan(0).And.Be(Units(report, "sponsorBalance"));
        job.GetProperty("accuracyAfter").GetDouble().Should().BeGreaterThanOrEqualTo(0.95);
        report.GetProperty("vouchersExecuted").GetInt32().Should().Be(4);
        report.GetProperty("balancesMatch").GetBoolean().Should().BeTrue();
        report.GetProperty("replay").GetProperty("equal").GetBoolean().Should().BeTrue();
    }

    private static UInt128 Units(JsonElement element, string name) => UInt128.Parse(element.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
