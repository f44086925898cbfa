using System.Diagnostics;
using System.Text.RegularExpressions;
using EndToEnd.Support;
using ModelMarket.Cli;
using SkiaSharp;

namespace EndToEnd;

/// <summary><c>report N</c> about a job with three submissions: read, opened in a browser, its pixels counted.</summary>
[Collection(NetworkTests.Name)]
public sealed class ReportTests(NetworkFixture fixture)
{
    private static readonly TimeSpan BrowserPatience = TimeSpan.FromMinutes(2);

    // The line of the best score, the initial model's, and the first two participants (Okabe and Ito).
    private static readonly string[] Colours = ["#009E73", "#E69F00", "#0072B2", "#D55E00"];

    [SkippableFact]
    public async Task Page_tells_the_job_loads_nothing_and_shows_its_plots_in_a_browser()
    {
        var jobId = await PlayedJobAsync("A <b>report</b> & its job");
        var page = fixture.PathOf("report.html");

        var run = await fixture.RunAsync(0, "report", jobId, "-o", page, "--png");

        run.Exit.Should().Be(ExitCode.Ok, run.Error);
        var html = await File.ReadAllTextAsync(page);
        html.Should().Contain("A &lt;b&gt;report&lt;/b&gt; &amp; its job").And.NotContain("<b>report</b>");
        html.Should().Contain("Paid").And.Contain("of 1,000 TST, as far as money is left").And.Contain("the same tensors as the initial model");
        html.Should().Contain("default-src 'none'").And.NotContain("<script").And.NotMatchRegex(@"\b(src|href)\s*=\s*[""']?http").And.NotContain("url(").And.NotContain("@import");
        Regex.Matches(html, "title=\"0x[0-9a-f]{64}\"").Should().HaveCountGreaterThanOrEqualTo(3, "each submission names its transaction");
        Pixels(await File.ReadAllBytesAsync(fixture.PathOf("report-scores.png"))).Should().Contain(Colours);
        Pixels(await File.ReadAllBytesAsync(fixture.PathOf("report-pay.png"))).Should().Contain("#0072B2");

        var browser = Browser();
        var shot = Pixels(await ScreenshotAsync(browser, page));
        shot.Should().Contain(Colours, "the plot is in the picture, not only in the file");
    }

    [Fact]
    public async Task Explorer_of_the_profile_makes_links_and_an_unplayed_job_says_that_nothing_is_there()
    {
        using var sponsor = await fixture.UserAsync(0);
        var job = await TestJob.PostAsync(sponsor, fixture.Network.Market.Token);
        var market = fixture.Network.Market;
        var home = fixture.PathOf("explorer-home");
        Directory.CreateDirectory(home);
        await File.WriteAllTextAsync(
            Path.Combine(home, "config.toml"),
            $"profile = \"here\"\n[profiles.here]\nrpc = \"{market.Rpc}\"\nnode = \"{market.Node}\"\napp = \"{market.Application.ToChecksumString()}\"\nexplorer = \"https://explorer.example\"\n");
        var page = fixture.PathOf("explorer.html");
        using var output = new StringWriter();
        using var error = new StringWriter();

        var exit = await CommandLineApp.RunAsync(["report", job.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), "-o", page, "--json"], new CliHost(output, error, name => name == "MODELMARKET_HOME" ? home : null, interactive: false));

        exit.Should().Be(ExitCode.Ok, error.ToString());
        output.ToString().Should().Contain("explorer.html");
        (await File.ReadAllTextAsync(page)).Should().Contain("Nothing is scored yet").And.Contain("nobody is paid yet");
    }

    [Theory]
    [InlineData("report 123456", ExitCode.Rejected)]
    [InlineData("report", ExitCode.Usage)]
    [InlineData("report seven", ExitCode.Usage)]
    [InlineData("report 7 --png=perhaps", ExitCode.Usage)]
    public async Task Bad_line_exits_with_its_code(string line, int exit) =>
        (await fixture.RunAsync(0, line.Split(' '))).Exit.Should().Be(exit);

    private async Task<string> PlayedJobAsync(string title)
    {
        using var sponsor = await fixture.UserAsync(0);
        var job = await TestJob.PostAsync(sponsor, fixture.Network.Market.Token, draft => draft with { Title = title });
        foreach (var (account, weights) in new[]
        {
            (1, job.Train(0, epochs: 3)),
            (2, job.Train(1, epochs: 12)),
            (3, job.Bench.Judge.Initial.Encode(ModelMarket.Learning.Weights.WeightEncoding.F32)),
        })
        {
            using var user = await fixture.UserAsync(account);
            await user.Submitter.SubmitAsync(job.Id, weights, CancellationToken.None);
        }

        return job.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string Browser()
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(folder => new[] { Path.Combine(folder, "chromium"), Path.Combine(folder, "chromium-browser") }).FirstOrDefault(File.Exists);
        Skip.If(found is null && Environment.GetEnvironmentVariable("MODELMARKET_REQUIRE_TOOLS") != "1", "no chromium here; .ci/steps/install brings it");
        return found ?? throw new FileNotFoundException("chromium is on no path, and CI asks for it");
    }

    private async Task<byte[]> ScreenshotAsync(string browser, string page)
    {
        var shot = fixture.PathOf("report-shot.png");
        var profile = fixture.PathOf("chromium-profile");
        using var process = Process.Start(new ProcessStartInfo(browser,
            ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run", $"--user-data-dir={profile}", "--window-size=1100,1500", "--hide-scrollbars", $"--screenshot={shot}", new Uri(page).AbsoluteUri])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(BrowserPatience);
        var words = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"chromium took longer than {BrowserPatience}");
        }

        File.Exists(shot).Should().BeTrue(await words);
        return await File.ReadAllBytesAsync(shot);
    }

    /// <summary>The colours that at least thirty pixels have exactly.</summary>
    private static HashSet<string> Pixels(byte[] png)
    {
        const int Least = 30;
        using var picture = SKBitmap.Decode(png);
        return [.. picture.Pixels.GroupBy(pixel => pixel).Where(group => group.Count() >= Least).Select(group => $"#{group.Key.Red:X2}{group.Key.Green:X2}{group.Key.Blue:X2}")];
    }
}
