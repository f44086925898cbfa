using EndToEnd.Support;
using ModelMarket.Cli.Explanations;
using ModelMarket.Cli.Market;

namespace EndToEnd;

/// <summary><c>job explain</c> agrees with the machine under every rule, and disagrees with a number that was changed.</summary>
[Collection(NetworkTests.Name)]
public sealed class ExplainTests(NetworkFixture fixture)
{
    private const int SponsorAccount = 0;
    private const int AdaAccount = 1;
    private const int BenAccount = 2;

    [Fact]
    public async Task Pays_of_an_open_job_are_explained_after_it_was_pruned()
    {
        using var sponsor = await fixture.UserAsync(SponsorAccount);
        using var ada = await fixture.UserAsync(AdaAccount);
        using var ben = await fixture.UserAsync(BenAccount);
        var job = await TestJob.PostAsync(sponsor, fixture.Network.Market.Token);
        await ada.Submitter.SubmitAsync(job.Id, job.Train(0, 3), CancellationToken.None);
        await ben.Submitter.SubmitAsync(job.Id, job.Train(1, 9), CancellationToken.None);
        await fixture.PassDeadlineAsync(sponsor, job.Id);

        await ExplainsTheSamePrunedAsync(job.Id, lines: 2);
    }

    [Theory]
    [InlineData(JobNames.PayProportional)]
    [InlineData(JobNames.PayWinner)]
    [InlineData(JobNames.PayRecords)]
    [InlineData(JobNames.PayGuaranteed)]
    public async Task Every_rule_of_a_sealed_job_is_computed_again_and_a_changed_pay_is_found(byte rule)
    {
        using var sponsor = await fixture.UserAsync(SponsorAccount);
        using var ada = await fixture.UserAsync(AdaAccount);
        using var ben = await fixture.UserAsync(BenAccount);
        var stage = await SealedStage.OpenAsync(fixture, sponsor, fixture.Network.Market.Token, draft => draft with { PayRule = rule, StakeCapThousandths = rule == JobNames.PayProportional ? 9_000u : 0 });
        await stage.CommitAsync(ada, await stage.TrainAsync(0, 4));
        await stage.CommitAsync(ben, await stage.TrainAsync(1, 12));
        await stage.RevealAsync(ada, ben);
        await stage.AtSealedRevealAsync();
        await stage.ErrandsAsync();
        await stage.EndAsync(ada);

        var explained = await fixture.JsonAsync(AdaAccount, "job", "explain", stage.Number);

        explained.GetProperty("equal").GetBoolean().Should().BeTrue(explained.ToString());
        var job = await stage.JobAsync();
        var submissions = await sponsor.Reader.SubmissionsAsync(stage.Id, CancellationToken.None);
        submissions.Should().Contain(submission => submission.Decision!.Pay > 0);
        var changed = submissions.Select(one => one.Id == 1 ? one with { Decision = one.Decision! with { Pay = one.Decision.Pay + 1 } } : one).ToList();
        BatchExplainer.Lines(job, changed).Where(line => !line.IsEqual).Should().ContainSingle().Which.SubmissionId.Should().Be(1);
        if (rule == JobNames.PayProportional)
        {
            await ExplainsTheSamePrunedAsync(stage.Id, lines: 2);
        }
    }

    // 30 days after its end the machine has dropped every submission: L1 has not.
    private async Task ExplainsTheSamePrunedAsync(ulong jobId, int lines)
    {
        var number = jobId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var before = await fixture.ExplainAsync(AdaAccount, number);
        before.GetProperty("lines").GetArrayLength().Should().Be(lines);

        await fixture.PruneAsync(BenAccount, jobId);

        var after = await fixture.ExplainAsync(AdaAccount, number);
        after.GetProperty("lines").GetRawText().Should().Be(before.GetProperty("lines").GetRawText());
        (await fixture.RunAsync(AdaAccount, "job", "explain", number, "--quick")).Error.Should().Contain("replaying the inputs from L1 to find it again");
    }
}
