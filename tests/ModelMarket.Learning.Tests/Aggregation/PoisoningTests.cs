using System.Globalization;
using ModelMarket.Learning.Aggregation;
using Xunit.Abstractions;

namespace ModelMarket.Learning.Tests.Aggregation;

public sealed class PoisoningTests(ITestOutputHelper output)
{
    private static readonly ulong[] Seeds = [2026, 2027, 2028, 2029, 2030];

    [Theory]
    [InlineData(AggregationRule.Mean, HostileAct.None)]
    [InlineData(AggregationRule.Mean, HostileAct.BoostedFlips)]
    [InlineData(AggregationRule.Mean, HostileAct.SignFlips)]
    [InlineData(AggregationRule.Mean, HostileAct.BoostedSignFlips)]
    [InlineData(AggregationRule.GatedMean, HostileAct.BoostedFlips)]
    [InlineData(AggregationRule.GatedMean, HostileAct.SignFlips)]
    [InlineData(AggregationRule.GatedMean, HostileAct.BoostedSignFlips)]
    [InlineData(AggregationRule.Median, HostileAct.BoostedFlips)]
    [InlineData(AggregationRule.Median, HostileAct.SignFlips)]
    [InlineData(AggregationRule.Median, HostileAct.BoostedSignFlips)]
    [InlineData(AggregationRule.TrimmedMean, HostileAct.BoostedFlips)]
    [InlineData(AggregationRule.TrimmedMean, HostileAct.SignFlips)]
    [InlineData(AggregationRule.TrimmedMean, HostileAct.BoostedSignFlips)]
    [InlineData(AggregationRule.Krum, HostileAct.BoostedFlips)]
    [InlineData(AggregationRule.MultiKrum, HostileAct.BoostedFlips)]
    public void Rule(AggregationRule rule, HostileAct act)
    {
        double accuracy = new PoisonedFederation(rule, act).Accuracy(Seeds);
        string line = string.Create(CultureInfo.InvariantCulture, $"figure: {rule} against {act}: {accuracy:F4}");
        output.WriteLine(line);
        File.AppendAllText("/tmp/proof-fresh.txt", line + "\n");
    }
}
