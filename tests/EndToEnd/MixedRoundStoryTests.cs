using System.Numerics;
using EndToEnd.Support;
using ModelMarket.Cli.Explanations;
using ModelMarket.Cli.Market;
using ModelMarket.Core;
using ModelMarket.Learning.Aggregation;
using ModelMarket.Learning.Weights;
using Rollup.Primitives;

namespace EndToEnd;

/// <summary>A round with more clients than Shapley values are computed for: half by improvement, half by leaving one out, paid by a root that each claims from.</summary>
[Collection(NetworkTests.Name)]
public sealed class MixedRoundStoryTests(NetworkFixture fixture)
{
    private const int SponsorAccount = 0;
    private const int FirstClient = 40;
    private const int Clients = 17;
    private const int Executor = 8;

    [Fact]
    public async Task Seventeen_clients_of_a_mixed_round_are_settled_by_root_and_claim_to_the_last_unit()
    {
        using var sponsor = await fixture.UserAsync(SponsorAccount);
        var job = await TestJob.PostAsync(sponsor, fixture.Network.Market.Token, draft => draft with
        {
            Kind = JobNames.KindRounds,
            PayRule = JobNames.PayShapley,
            Rounds = 1,
            ScoringSeconds = 600,
            MaxSubmissions = Clients,
            Aggregator = (byte)AggregationRule.Mean,
            Mixed = true,
        });
        var number = job.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var clients = await fixture.CrowdAsync(FirstClient, Clients);
        byte[][] files = [.. Enumerable.Range(0, Clients).Select(i => job.Train(i % 3, 2 + (i / 3)))];
        var round = (await sponsor.Reader.RoundsAsync(job.Id, CancellationToken.None)).Single();
        await fixture.AtAsync(round.OpenStart);
        for (var i = 0; i < Clients; i++)
        {
            await clients[i].Submitter.SubmitAsync(job.Id, files[i], CancellationToken.None);
        }

        await fixture.AtAsync(round.OpenEnd);
        foreach (var client in clients)
        {
            await client.Submitter.ResumeAsync(job.Id, CancellationToken.None);
        }

        await fixture.AtAsync(round.UploadEnd);
        await fixture.OkAsync(Executor, "tick", number);
        (await sponsor.Reader.RoundsAsync(job.Id, CancellationToken.None)).Single().Members.Should().Be(Clients);
        await fixture.AtAsync((await sponsor.Reader.JobAsync(job.Id, CancellationToken.None)).LastDeadline!.Value);
        await fixture.RunAsync(Executor, "tick", number);
        (await sponsor.Reader.JobAsync(job.Id, CancellationToken.None)).Phase.Should().Be(JobPhase.Settled);
        Address[] cast = [.. clients.Select(client => client.Account.Address)];
        var before = await fixture.BalancesAsync(job.Token, cast);

        await fixture.ClaimEpochAsync(sponsor);
        await fixture.OkAsync(FirstClient, "claim", "--all");
        var pays = Expected(job, files);
        (await fixture.BalancesAsync(job.Token, cast[0], cast[1])).Should().Equal([before[0] + pays[0], before[1]], "each claims its own part");
        await fixture.OkAsync(Executor, "claim", number, "--everyone");

        var vouchers = (await new Claimer(sponsor.Session).VouchersAsync(CancellationToken.None)).Where(voucher => voucher.JobId == job.Id).ToList();
        vouchers.Should().ContainSingle(voucher => voucher.Kind == "settle").And.NotContain(voucher => voucher.Kind == "pay");
        (await fixture.BalancesAsync(job.Token, cast)).Should().Equal(before.Zip(pays, (had, earned) => had + earned));
        await fixture.ExplainAsync(Executor, number);
        foreach (var client in clients)
        {
            client.Dispose();
        }
    }

    // Mechanism.md §5 on this machine: the mean of all and of all but one, scored by the judge, shared in plain big integers.
    private static UInt128[] Expected(TestJob job, byte[][] files)
    {
        var bench = job.Bench;
        WeightSet[] members = [.. files.Select(file => bench.ReadWeights(file))];
        var start = bench.ScoreInitial().Value;
        BigInteger GainOf(WeightSet weights) => start - bench.Score(weights).Value;
        BigInteger[] gains = [.. members.Select(GainOf)];
        Aggregator.TryCreate(AggregationTerms.Of(AggregationRule.Mean, 0, Clients), bench.Judge.Initial, members, [.. gains.Select(gain => (long)gain)], out var aggregator, out _).Should().BeTrue();
        var together = GainOf(aggregator!.Aggregate());
        BigInteger[] leftOut = [.. Enumerable.Range(0, Clients).Select(left => BigInteger.Max(0, together - GainOf(aggregator.Aggregate([.. Enumerable.Range(0, Clients).Where(i => i != left)]))))];
        BigInteger target = job.Posted.Job.Terms!.Target;
        var pool = PayArithmetic.RoundPool(job.Token.Parse("1000", "reward"), together, target, 1, 1);
        return [.. PayArithmetic.Shares(pool - (pool / 2), gains).Zip(PayArithmetic.Shares(pool / 2, leftOut), (one, other) => (UInt128)(one + other))];
    }
}
