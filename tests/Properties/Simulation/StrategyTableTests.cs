using System.Text;
using ModelMarket.Learning.Weights;
using Xunit.Abstractions;

namespace Properties.Simulation;

/// <summary>
/// Strategy × pay rule → mean profit. The table of 100 seeds: <c>MODELMARKET_SEEDS=100 dotnet test tests/Properties --filter StrategyTable
/// --logger "console;verbosity=detailed"</c>; fewer seeds by default.
/// </summary>
public sealed class StrategyTableTests(ITestOutputHelper output)
{
    private static readonly Strategy[] Prevented =
    [
        Strategy.CommitmentCopied, Strategy.ExactCopy, Strategy.CopyInOtherBytes, Strategy.NoisyCopy, Strategy.ScaledCopy, Strategy.Reordered,
        Strategy.LazyNoise, Strategy.SignFlip, Strategy.LateReveal, Strategy.NeverReveals, Strategy.NeverUploads, Strategy.Malformed,
    ];

    private const int SeedsThatCompare = 20;

    private static int Seeds => int.TryParse(Environment.GetEnvironmentVariable("MODELMARKET_SEEDS"), out int seeds) ? seeds : 3;

    [Fact]
    public void Cheating_earns_at_most_a_hundredth_of_the_pool_and_splitting_nothing_under_R2_and_R5()
    {
        Rule[] rules = Enum.GetValues<Rule>();
        var mean = new Dictionary<(Strategy, Rule), double>();
        var worlds = Enumerable.Range(1, Seeds).Select(seed => new World(seed)).ToArray();
        foreach (Strategy strategy in Enum.GetValues<Strategy>())
        {
            foreach (Rule rule in rules) mean[(strategy, rule)] = worlds.Average(world => (double)Game.Play(world, rule, strategy)) / Game.Pool;
        }

        Print(rules, mean);
        foreach (Strategy strategy in Prevented)
        {
            foreach (Rule rule in rules) mean[(strategy, rule)].Should().BeLessThanOrEqualTo(.01, "{0} under {1}", strategy, rule);
        }

        foreach (Rule rule in new[] { Rule.Winner, Rule.SealedRecords, Rule.OpenRecords })
            (mean[(Strategy.SplitIntoTen, rule)] - mean[(Strategy.BestOfTen, rule)]).Should().BeLessThanOrEqualTo(.01, "splitting under {0}", rule);
        // Taking as little as counts in every round pays no more than sending what one has, beyond what splitting gives. What a round improves differs
        // much between worlds: a few of them are too few to compare means.
        foreach (Rule rule in Seeds < SeedsThatCompare ? [] : new[] { Rule.RoundsSealed, Rule.RoundsPublic })
            mean[(Strategy.BarelyBetter, rule)].Should().BeLessThanOrEqualTo(mean[(Strategy.SplitIntoTen, rule)] + .01, "small steps under {0}", rule);
        // A market in which honesty earns nothing would show nothing.
        foreach (Rule rule in new[] { Rule.Guaranteed, Rule.Proportional, Rule.RoundsSealed, Rule.RoundsPublic }) mean[(Strategy.Honest, rule)].Should().BeGreaterThan(.02);
    }

    [Fact]
    public void Puppets_change_no_honest_slot_and_a_default_costs_the_whole_bond()
    {
        foreach (World world in Enumerable.Range(1, Math.Min(Seeds, 5)).Select(seed => new World(seed)))
        {
            (Int128 alone, UInt128 honestAlone) = Game.PlayPuppets(world, 0, reveals: true);
            (Int128 crowd, UInt128 honestInCrowd) = Game.PlayPuppets(world, 100, reveals: true);
            (Int128 defaulted, UInt128 honestInDefault) = Game.PlayPuppets(world, 100, reveals: false);
            output.WriteLine($"sponsor: {alone} alone, {crowd} with 100 puppets, {defaulted} with 100 puppets and no reveal; honest slot {honestAlone}, {honestInCrowd}, {honestInDefault}");

            honestAlone.Should().BeGreaterThan(0);
            honestInCrowd.Should().Be(honestAlone);
            crowd.Should().BeLessThanOrEqualTo(-(Int128)honestAlone);
            defaulted.Should().BeLessThanOrEqualTo(-(Int128)Game.SponsorBond);
            honestInDefault.Should().BeGreaterThan(0);
        }
    }

    [Fact]
    public void Threshold_of_gate_3_lies_between_honest_lookalikes_and_copies()
    {
        World[] worlds = [.. Enumerable.Range(1, Seeds).Select(seed => new World(seed))];
        double[] honest = [.. worlds.SelectMany(DuplicateTable.HonestPairs).Order()], again = [.. worlds.Select(DuplicateTable.SameRows).Order()];
        output.WriteLine($"honest pairs without a common row: {honest.Length}, cosine median {honest[honest.Length / 2]:F4}, largest {honest[^1]:F6}");
        output.WriteLine($"the same owner trained twice: median {again[again.Length / 2]:F6}, largest {again[^1]:F6}");
        foreach (uint threshold in new uint[] { 950, 980, 990, 995, 999 })
        {
            double wrong = honest.Count(cosine => cosine * 1_000 >= threshold) / (double)honest.Length;
            output.WriteLine($"threshold {threshold}: {wrong:P1} of honest pairs refused");
        }

        honest[^1].Should().BeLessThan(DuplicateTable.Threshold / 1_000.0);
        WeightSet own = worlds[0].Trained(0);
        DuplicateTable.Cosine(worlds[0].Initial, own, World.Changed(own, value => value + 1e-4f)).Should().BeGreaterThan(DuplicateTable.Threshold / 1_000.0);
    }

    private void Print(Rule[] rules, Dictionary<(Strategy, Rule), double> mean)
    {
        output.WriteLine($"mean profit in hundredths of the pool, {Seeds} seeds; client bond {100.0 * Game.Bond / Game.Pool:F0}");
        output.WriteLine($"{"",-18}{string.Join("", rules.Select(rule => $"{rule,15}"))}");
        foreach (Strategy strategy in Enum.GetValues<Strategy>())
        {
            var line = new StringBuilder($"{strategy,-18}");
            foreach (Rule rule in rules) line.Append($"{100 * mean[(strategy, rule)],15:F2}");
            output.WriteLine(line.ToString());
        }

        output.WriteLine($"splitting into ten accounts gains over the same actor unsplit (bounded under R2 and R5 only): {GainsOf(Strategy.SplitIntoTen)}");
        output.WriteLine($"not prevented, ten tickets gain over the same actor unsplit: {GainsOf(Strategy.TenTickets)}");
        string GainsOf(Strategy strategy) => string.Join(", ", rules.Select(rule => $"{rule} {100 * (mean[(strategy, rule)] - mean[(Strategy.BestOfTen, rule)]):F2}"));
    }
}
