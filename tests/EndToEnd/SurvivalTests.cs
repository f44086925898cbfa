using System.Diagnostics;
using EndToEnd.Support;
using Rollup.Node.Guests;
using Rollup.Node.Verification;

namespace EndToEnd;

[Collection(NetworkTests.Name)]
public sealed class SurvivalTests(NetworkFixture fixture)
{
    private const int Sponsor = 0;
    private const int Owner = 1;

    [Fact]
    public async Task A_killed_dapp_is_started_again_and_knows_everything()
    {
        using var sponsor = await fixture.UserAsync(Sponsor);
        var job = await TestJob.PostAsync(sponsor, fixture.Network.Market.Token);
        using var owner = await fixture.UserAsync(Owner);
        var weights = job.Train(0, 4);
        var restarts = fixture.Network.DappRestarts;

        var submitting = owner.Submitter.SubmitAsync(job.Id, weights, CancellationToken.None);
        await Task.Delay(150);
        await KillDappAsync();
        var submission = await submitting;
        await KillDappAsync();
        var again = await owner.Reader.JobAsync(job.Id, CancellationToken.None);

        submission.Decision!.Score.Should().Be(job.Bench.Score(job.Bench.ReadWeights(weights)).Value);
        again.Best.Should().Be(submission.Decision.Score);
        fixture.Network.DappRestarts.Should().BeGreaterThan(restarts);
    }

    [Fact]
    public async Task A_node_that_starts_again_from_nothing_reads_L1_and_has_the_same_state()
    {
        using var sponsor = await fixture.UserAsync(Sponsor);
        var job = await TestJob.PostAsync(sponsor, fixture.Network.Market.Token);
        var before = await sponsor.Reader.StateAsync(CancellationToken.None);
        var outputs = await sponsor.Session.Node.OutputsAsync(null, CancellationToken.None);

        await fixture.Network.StopNodeAsync();
        await fixture.Network.StartNodeAsync(CancellationToken.None);
        using var fresh = await fixture.UserAsync(Sponsor);
        await fresh.Ticker.OnceAsync(job.Id, CancellationToken.None);

        (await fresh.Reader.StateAsync(CancellationToken.None)).Jobs.Should().Be(before.Jobs);
        (await fresh.Reader.JobAsync(job.Id, CancellationToken.None)).Prepared.Should().Be(job.Posted.Job.Prepared);
        var reread = await fresh.Session.Node.OutputsAsync(null, CancellationToken.None);
        reread.Take(outputs.Count).Select(output => output.RawData).Should().Equal(outputs.Select(output => output.RawData));
    }

    [Fact]
    public async Task Replay_from_L1_equals_every_accepted_claim()
    {
        using var sponsor = await fixture.UserAsync(Sponsor);
        await TestJob.PostAsync(sponsor, fixture.Network.Market.Token);
        await fixture.Network.CloseEpochAsync(CancellationToken.None);
        await NetworkFixture.ClaimedAsync(sponsor);

        var verified = await ReplayVerifier.RunAsync(new ReplayOptions
        {
            L1Url = fixture.Network.Market.Rpc,
            Application = fixture.Network.Market.Application,
            Guest = ProcessGuest.Factory(fixture.Network.Guest),
        });

        verified.Claims.Should().NotBeEmpty();
        verified.IsMatch.Should().BeTrue();
        verified.AcceptedInputCount.Should().BePositive();
    }

    // Between two lives of the dapp there is no process for a moment.
    private async Task KillDappAsync()
    {
        for (var look = 0; look < 200; look++)
        {
            if (fixture.Network.DappProcessId is { } processId)
            {
                using var process = Process.GetProcessById(processId);
                process.Kill();
                await process.WaitForExitAsync();
                return;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("No dapp ran within ten seconds.");
    }
}
