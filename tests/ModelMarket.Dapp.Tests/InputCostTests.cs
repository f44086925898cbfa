using System.Globalization;
using ModelMarket.Core;
using ModelMarket.Core.Tests.Stories;
using Rollup.Primitives.Rollups;
using Xunit.Abstractions;

namespace ModelMarket.Dapp.Tests;

/// <summary>What costly inputs of every kind take of the native dapp, in counted instructions: never more than the budget of one input.</summary>
public sealed class InputCostTests(ITestOutputHelper output)
{
    private static readonly double InstructionsMax = Limits.InputWorkMax * WorkUnitTests.InstructionsPerUnit * WorkUnitTests.Factor;

    public static TheoryData<string> Inputs => [.. CostlyInput.All.Select(input => input.Name)];

    [SkippableTheory]
    [MemberData(nameof(Inputs))]
    public async Task Costliest_input_of_its_kind_takes_no_more_than_one_input_may(string name)
    {
        CostlyInput costly = CostlyInput.All.Single(input => input.Name == name);
        Skip.If(costly.IsLong && Environment.GetEnvironmentVariable("MODELMARKET_LARGE") != "1", "on demand, minutes: set MODELMARKET_LARGE=1 to run it");
        string dapp = DappHosts.NativeBinary(), valgrind = DappHosts.Valgrind();
        MarketStory story = costly.Play();
        EvmAdvance[] inputs = Stories.Inputs(story);

        long without = await CountingHost.CountAsync(valgrind, dapp, inputs[..^1]);
        long with = await CountingHost.CountAsync(valgrind, dapp, inputs);

        double part = (with - without) / InstructionsMax;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure: {name}: {with - without} instructions, {part:P0} of what one input may take; {WorkUnitTests.WorkOf(story.Last)} work units"));
        part.Should().BeInRange(0.005, 1);
    }
}
