using System.Globalization;
using System.Text.Json;
using ModelMarket.Core;
using ModelMarket.Core.Tests.Stories;
using Rollup.Primitives.Rollups;
using Xunit.Abstractions;

namespace ModelMarket.Dapp.Tests;

/// <summary>The table of work units against what the native dapp executes: twelve unlike jobs and four rounds, counted instructions.</summary>
public sealed class WorkUnitTests(ITestOutputHelper output)
{
    /// <summary>x64 instructions of one work unit, whatever the work is made of.</summary>
    internal const double InstructionsPerUnit = 3.2;

    internal const double Factor = 2.0;

    // A job of one operator and nothing else.
    private const double OperatorFactor = 3.0;

    // Below this, starting and ending a step would drown what it does.
    private const long UnitsMin = 2_000_000;

    public static TheoryData<string> Jobs => [.. WorkJob.All.Select(job => job.Name), .. RoundsWorkJob.All.Select(job => job.Name)];

    public static TheoryData<string> Operators => [.. OperatorWork.All.Select(job => job.Name)];

    [SkippableTheory]
    [MemberData(nameof(Jobs))]
    public async Task Work_units_of_a_job_are_its_instructions_within_a_factor_of_two(string name)
    {
        MarketStory story = RoundsWorkJob.All.FirstOrDefault(job => job.Name == name) is { } rounds
            ? rounds.Play(out int judging)
            : WorkJob.All.Single(job => job.Name == name).Play(out judging);
        await CheckAsync(name, story, judging, Factor);
    }

    [SkippableTheory]
    [MemberData(nameof(Operators))]
    public async Task Work_units_of_an_operator_are_its_instructions_within_a_factor_of_three(string name)
    {
        Skip.If(Environment.GetEnvironmentVariable("MODELMARKET_LARGE") != "1", "on demand, ten seconds each: set MODELMARKET_LARGE=1 to run it");
        MarketStory story = OperatorWork.All.Single(job => job.Name == name).Play(out int judging);
        await CheckAsync(name, story, judging, OperatorFactor);
    }

    private async Task CheckAsync(string name, MarketStory story, int judging, double factor)
    {
        string dapp = DappHosts.NativeBinary(), valgrind = DappHosts.Valgrind();
        long units = story.Results.Skip(judging).Sum(WorkOf);
        units.Should().BeGreaterThan(UnitsMin, "the job must be large enough to be measured");

        var inputs = Stories.Inputs(story);
        // The same number of inputs, but the ticks come when nothing is due: what an input costs by itself is no work.
        EvmAdvance[] idle = [.. inputs[judging..], .. inputs[..judging]];
        long without = await CountingHost.CountAsync(valgrind, dapp, idle);
        long with = await CountingHost.CountAsync(valgrind, dapp, inputs);

        double ratio = (with - without) / (double)units;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure: {name}: {units} work units, {ratio:F2} instructions each"));
        ratio.Should().BeInRange(InstructionsPerUnit / factor, InstructionsPerUnit * factor);
    }

    internal static long WorkOf(AdvanceResult result) => result.Emissions.OfType<Emission.Report>().Sum(report =>
    {
        using JsonDocument json = JsonDocument.Parse(report.Payload);
        return json.RootElement.TryGetProperty("workDone", out var work) ? work.GetInt64() : 0;
    });
}
