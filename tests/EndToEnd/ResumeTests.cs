using EndToEnd.Support;
using ModelMarket.Cli.Session;
using Rollup.Ethereum.Keys;

namespace EndToEnd;

/// <summary><c>submit</c> goes on where it was stopped: with the salt it kept, and without a second commitment.</summary>
[Collection(NetworkTests.Name)]
public sealed class ResumeTests(NetworkFixture fixture)
{
    private const int Sponsor = 0;
    private const int Owner = 7;
    private const int HiddenOfTwoUploads = 700;

    [Theory]
    [InlineData("committing")]
    [InlineData("revealing")]
    [InlineData("uploaded 1")]
    public async Task A_submission_stopped_at_any_step_goes_on_where_it_stopped(string step)
    {
        using var sponsor = await fixture.UserAsync(Sponsor);
        var job = await TestJob.PostAsync(sponsor, fixture.Network.Market.Token, draft => draft with { AcceptNoisy = true }, HiddenOfTwoUploads);
        var weights = job.Train(1, 1);
        var stopped = () => StoppedAtAsync(step, job.Id, weights);
        await stopped.Should().ThrowAsync<OperationCanceledException>();

        using var user = await fixture.UserAsync(Owner);
        var submission = await user.Submitter.SubmitAsync(job.Id, weights, CancellationToken.None);

        submission.Decision!.Score.Should().Be(job.Bench.Score(job.Bench.ReadWeights(weights)).Value);
        var all = await user.Reader.SubmissionsAsync(job.Id, CancellationToken.None);
        all.Should().ContainSingle(one => one.Sender == user.Account.Address, "the first run's commitment is found again");
    }

    private async Task StoppedAtAsync(string step, ulong jobId, byte[] weights)
    {
        using var stop = new CancellationTokenSource();
        using var plain = await fixture.UserAsync(Owner);
        using var user = new UserMarket(plain.Session, Mnemonic.Dev.Key(Owner), words =>
        {
            if (words.StartsWith(step, StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        });
        await user.Submitter.SubmitAsync(jobId, weights, stop.Token);
    }
}
