using System.Globalization;
using ModelMarket.Learning.Aggregation;
using Xunit.Abstractions;

namespace Properties.Simulation;

/// <summary>
/// mechanism.md §10 through the whole market: ten clients of a job in rounds, three of them hostile, breast cancer, logistic regression. The gates
/// refuse what makes the model worse, so every aggregator ends well, the plain mean too; beside it the aggregators alone.
/// <c>MODELMARKET_POISONING=4001,4002</c> plays these seeds, each over all its folds; two folds of one seed otherwise.
/// </summary>
public sealed class HostileRoundsTests(ITestOutputHelper output)
{
    // The seeds that the setting was chosen on are 101 to 140.
    private const int DefaultSeed = 101;

    private static readonly HostileAct[] Acts = [HostileAct.BoostedFlips, HostileAct.SignFlips, HostileAct.BoostedSignFlips];

    /// <summary>Seed and fold to test on.</summary>
    private static readonly (int Seed, int Fold)[] Draws = Environment.GetEnvironmentVariable("MODELMARKET_POISONING") is { Length: > 0 } seeds
        ? [.. seeds.Split(',').SelectMany(seed => Enumerable.Range(0, Owners.Folds).Select(fold => (int.Parse(seed, CultureInfo.InvariantCulture), fold)))]
        : [(DefaultSeed, 0), (DefaultSeed, Owners.Folds / 2)];

    // One seed alone has a standard error of .003.
    private static bool IsWhole => Draws.Length >= 5 * Owners.Folds;

    [Theory]
    [InlineData(AggregationRule.Median, 0, .97)]
    [InlineData(AggregationRule.TrimmedMean, 300, .97)]
    [InlineData(AggregationRule.GatedMean, 0, .97)]
    [InlineData(AggregationRule.Mean, 0, .97)]
    [InlineData(AggregationRule.ClippedMean, 1_000, .97)]
    [InlineData(AggregationRule.MultiKrum, 2, .965)]
    [InlineData(AggregationRule.Krum, 2, .96)]
    public void Three_hostile_clients_of_ten_spoil_no_model_and_earn_less_than_a_hundredth(AggregationRule rule, uint parameter, double least)
    {
        Outcome[] outcomes = [.. Acts.Prepend(HostileAct.None).Select(act => Played(rule, parameter, act))];

        // Every figure is printed before the first is judged.
        foreach ((HostileAct act, int hits, int rows, double share) in outcomes)
        {
            (hits / (double)rows).Should().BeGreaterThanOrEqualTo(IsWhole ? least : .93, "{0} against {1}", rule, act);
            if (act != HostileAct.None) share.Should().BeLessThan(.01, "{0} against {1}", rule, act);
        }
    }

    [Theory]
    [InlineData(AggregationRule.Mean, 0)]
    [InlineData(AggregationRule.Median, 0)]
    [InlineData(AggregationRule.TrimmedMean, 300)]
    [InlineData(AggregationRule.GatedMean, 0)]
    public void Aggregators_alone_are_what_the_gates_are_for(AggregationRule rule, uint parameter)
    {
        double Accuracy(HostileAct act) => Dealt().Sum(owners => owners.TestHits(HostileRounds.WithoutGates(owners, rule, parameter, act))) / (double)Dealt().Sum(owners => owners.TestRows);
        double none = Accuracy(HostileAct.None);
        double[] attacked = [.. Acts.Select(Accuracy)];
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"figure: {rule} alone, nobody hostile: {none:F4}; {string.Join(", ", Acts.Zip(attacked, (act, accuracy) => string.Create(CultureInfo.InvariantCulture, $"{act} {accuracy:F4}")))}"));

        none.Should().BeGreaterThanOrEqualTo(IsWhole ? .97 : .93);
        // The plain mean falls to a boosted attack (.492 over five seeds, .506 in one of them); the others do not.
        if (rule == AggregationRule.Mean) attacked[0].Should().BeLessThan(.6);
        else attacked.Should().OnlyContain(accuracy => accuracy >= .9);
    }

    private Outcome Played(AggregationRule rule, uint parameter, HostileAct act)
    {
        int hits = 0, rows = 0;
        UInt128 earned = 0;
        foreach (Owners owners in Dealt())
        {
            (var model, UInt128 pay) = HostileRounds.Job(owners, rule, parameter, act);
            hits += owners.TestHits(model);
            rows += owners.TestRows;
            earned += pay;
        }

        double share = (double)earned / HostileRounds.Pool / Draws.Length;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"figure: {rule} in the market, {act}: {hits / (double)rows:F4} ({hits} of {rows}); the first three earn {100 * share:F2} % of the pool"));
        return new Outcome(act, hits, rows, share);
    }

    private static IEnumerable<Owners> Dealt() => Draws.Select(draw => new Owners(draw.Seed, draw.Fold, HostileRounds.Clients));

    private readonly record struct Outcome(HostileAct Act, int Hits, int Rows, double Share);
}
