using System.Numerics;
using EndToEnd.Support;
using ModelMarket.Cli.Explanations;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Session;
using ModelMarket.Core;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Notices;
using ModelMarket.Learning.Aggregation;
using Rollup.Primitives;

namespace EndToEnd;

/// <summary>Rounds with a sealed final check, on anvil through the official contracts, to the last unit of every wallet.</summary>
[Collection(NetworkTests.Name)]
public sealed class SealedRoundsStoryTests(NetworkFixture fixture)
{
    private const int SponsorAccount = 0;
    private const int AdaAccount = 1;
    private const int BenAccount = 2;
    private const int Executor = 8;
    private const uint FinalThousandths = 600;

    [Fact]
    public async Task Two_rounds_and_the_check_on_the_hidden_groups_are_paid_to_the_last_unit()
    {
        using var sponsor = await fixture.UserAsync(SponsorAccount);
        using var ada = await fixture.UserAsync(AdaAccount);
        using var ben = await fixture.UserAsync(BenAccount);
        var stage = await OpenAsync(sponsor, rounds: 2, ada, ben);
        var before = await BalancesAsync(stage, ada, ben);
        await PlayAsync(stage, 1, (ada, 4), (ben, 8));
        await PlayAsync(stage, 2, (ada, 8), (ben, 4));
        var model = await GlobalAsync(stage, 2);

        await stage.AtSealedRevealAsync();
        await stage.ErrandsAsync();
        await stage.EndAsync(ada);

        (await stage.JobAsync()).Phase.Should().Be(JobPhase.Settled);
        await stage.ClaimAllAsync(Executor);
        var (toAda, toBen) = await PaysAsync(stage, model, onOpened: false, ada, ben);
        (await BalancesAsync(stage, ada, ben)).Should().Equal(
            [before[0] + (stage.Money.Locked - toAda - toBen), before[1] + toAda, before[2] + toBen, before[3]], "the rest and all bonds come back");

        var explained = await fixture.ExplainAsync(Executor, stage.Number);
        await fixture.PruneAsync(Executor, stage.Id);
        (await fixture.ExplainAsync(Executor, stage.Number)).GetProperty("lines").GetRawText().Should().Be(explained.GetProperty("lines").GetRawText());
    }

    [Fact]
    public async Task A_sponsor_that_hides_the_groups_of_the_check_loses_its_bond_and_the_opened_ones_decide()
    {
        using var sponsor = await fixture.UserAsync(SponsorAccount);
        using var ada = await fixture.UserAsync(AdaAccount);
        using var ben = await fixture.UserAsync(BenAccount);
        var stage = await OpenAsync(sponsor, rounds: 1, ada, ben);
        var before = await BalancesAsync(stage, ada, ben);
        await PlayAsync(stage, 1, (ada, 4), (ben, 8));
        var model = await GlobalAsync(stage, 1);

        await stage.AtSealedRevealAsync();
        await stage.EndAsync(ben);

        (await stage.JobAsync()).Phase.Should().Be(JobPhase.Defaulted);
        await stage.ClaimAllAsync(Executor);
        var (toAda, toBen) = await PaysAsync(stage, model, onOpened: true, ada, ben);
        (await BalancesAsync(stage, ada, ben)).Should().Equal(
            [before[0], before[1] + toAda, before[2] + toBen, before[3] + (stage.Money.Locked - toAda - toBen)], "the sponsor bond and what nobody earned are burned");
    }

    // Posted, drawn and prepared; the clients hold a bond for each round.
    private async Task<SealedStage> OpenAsync(UserMarket sponsor, uint rounds, params UserMarket[] clients)
    {
        var stage = await SealedStage.OpenAsync(fixture, sponsor, fixture.Network.Market.Token, draft => draft with
        {
            Kind = JobNames.KindRounds,
            PayRule = JobNames.PayShapley,
            Rounds = rounds,
            ScoringSeconds = 600,
            Aggregator = (byte)AggregationRule.Median,
            FinalThousandths = FinalThousandths,
        });
        foreach (var client in clients)
        {
            await NetworkFixture.MintAsync(client, stage.Token, stage.Money.ClientBond * rounds);
        }

        return stage;
    }

    private static Task<UInt256[]> BalancesAsync(SealedStage stage, UserMarket ada, UserMarket ben) =>
        stage.BalancesAsync(stage.Sponsor.Account.Address, ada.Account.Address, ben.Account.Address, SealedStage.Nobody);

    // Trains from where the job stands, commits with a bond, reveals, uploads and settles the round.
    private async Task PlayAsync(SealedStage stage, uint round, params (UserMarket Client, int Epochs)[] clients)
    {
        var times = await RoundAsync(stage, round);
        await fixture.AtAsync(times.OpenStart);
        for (var i = 0; i < clients.Length; i++)
        {
            await clients[i].Client.Submitter.SubmitAsync(stage.Id, await stage.TrainAsync(i, clients[i].Epochs), CancellationToken.None);
        }

        await fixture.AtAsync(times.OpenEnd);
        foreach (var (client, _) in clients)
        {
            await client.Submitter.ResumeAsync(stage.Id, CancellationToken.None);
        }

        await fixture.AtAsync(times.UploadEnd);
        await stage.ErrandsAsync();
        (await RoundAsync(stage, round)).Global.Should().NotBeNull("both improve the model");
    }

    private static async Task<RoundView> RoundAsync(SealedStage stage, uint round) =>
        (await stage.Sponsor.Reader.RoundsAsync(stage.Id, CancellationToken.None)).Single(one => one.Round == round);

    private async Task<byte[]> GlobalAsync(SealedStage stage, uint round)
    {
        var path = fixture.PathOf($"sealed-round-{stage.Id}-{round}.safetensors");
        await fixture.OkAsync(AdaAccount, "job", "model", stage.Number, "--round", $"{round}", "-o", path);
        return await File.ReadAllBytesAsync(path);
    }

    // The rounds by `job explain`; the check by this machine's judge on the sponsor's own rows and the shares of what each contributed.
    private async Task<(UInt128 ToAda, UInt128 ToBen)> PaysAsync(SealedStage stage, byte[] model, bool onOpened, UserMarket ada, UserMarket ben)
    {
        var explained = await fixture.ExplainAsync(Executor, stage.Number);
        var judge = await stage.JudgeAsync(onOpened);
        var gain = judge.ScoreInitial().Value - judge.Score(judge.ReadWeights(model)).Value;
        var part = (BigInteger)stage.Money.Reward * FinalThousandths / 1000;
        var target = (BigInteger)(await stage.JobAsync()).Terms!.Target;
        gain.Should().BePositive();
        var rounds = await new MarketNotices(stage.Sponsor.Session.Node).OfAsync(NoticeType.RoundSettled, MarketJson.Default.RoundSettledNotice, null, CancellationToken.None);
        var lines = rounds.Where(notice => notice.JobId == stage.Id).SelectMany(notice => notice.Lines).ToList();
        var shares = PayArithmetic.Shares(part * BigInteger.Min(target, gain) / target, [.. lines.Select(line => (BigInteger)line.Contribution)]);
        UInt128 PaidTo(Address client)
        {
            var check = lines.Zip(shares).Where(pair => pair.First.Sender == client).Aggregate(BigInteger.Zero, (sum, pair) => sum + pair.Second);
            check.Should().Be((BigInteger)explained.PaidTo(client, "final check")).And.NotBe(BigInteger.Zero);
            return explained.PaidTo(client, "round") + (UInt128)check;
        }

        return (PaidTo(ada.Account.Address), PaidTo(ben.Account.Address));
    }
}
