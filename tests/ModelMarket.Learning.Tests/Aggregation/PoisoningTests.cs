using System.Globalization;
using ModelMarket.Learning.Aggregation;
using Xunit.Abstractions;

namespace ModelMarket.Learning.Tests.Aggregation;

/// <summary>
/// Three of ten clients against every rule. The floors are below what one run on these seeds gave; that run is in `MEASURED.md`, beside what the
/// reference promises and why the order statistics stay under it.
/// </summary>
public sealed class PoisoningTests(ITestOutputHelper output)
{
    // Looked at once, after the setting of PoisonedFederation was fixed on other seeds.
    private static readonly ulong[] Seeds = [2026, 2027, 2028, 2029, 2030];

    [Theory]
    [InlineData(AggregationRule.GatedMean, HostileAct.BoostedFlips, 0.97)]
    [InlineData(AggregationRule.GatedMean, HostileAct.SignFlips, 0.97)]
    [InlineData(AggregationRule.GatedMean, HostileAct.BoostedSignFlips, 0.97)]
    [InlineData(AggregationRule.Median, HostileAct.BoostedFlips, 0.97)]
    [InlineData(AggregationRule.Median, HostileAct.SignFlips, 0.96)]
    [InlineData(AggregationRule.Median, HostileAct.BoostedSignFlips, 0.96)]
    [InlineData(AggregationRule.TrimmedMean, HostileAct.BoostedFlips, 0.97)]
    [InlineData(AggregationRule.TrimmedMean, HostileAct.SignFlips, 0.96)]
    [InlineData(AggregationRule.TrimmedMean, HostileAct.BoostedSignFlips, 0.96)]
    [InlineData(AggregationRule.Krum, HostileAct.BoostedFlips, 0.95)]
    [InlineData(AggregationRule.MultiKrum, HostileAct.BoostedFlips, 0.965)]
    [InlineData(AggregationRule.Mean, HostileAct.None, 0.975)]
    public void Rule_keeps_its_accuracy(AggregationRule rule, HostileAct act, double least) => Accuracy(rule, act).Should().BeGreaterThanOrEqualTo(least);

    [Theory]
    [InlineData(HostileAct.BoostedFlips)]
    [InlineData(HostileAct.BoostedSignFlips)]
    public void Plain_mean_does_not(HostileAct act) => Accuracy(AggregationRule.Mean, act).Should().BeLessThan(0.5);

    private double Accuracy(AggregationRule rule, HostileAct act)
    {
        double accuracy = new PoisonedFederation(rule, act).Accuracy(Seeds);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure: {rule} against {act}: {accuracy:F4}"));
        return accuracy;
    }
}
