using EndToEnd.Support;
using ModelMarket.Cli.Market;
using ModelMarket.Core;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;

namespace EndToEnd;

/// <summary>A job of two rounds as people type it: each round pays, makes a global model, and the next starts from it.</summary>
[Collection(NetworkTests.Name)]
public sealed class RoundsStoryTests(NetworkFixture fixture)
{
    private const int Sponsor = 0;
    private const int Ada = 1;
    private const int Ben = 2;

    [Fact]
    public async Task A_job_of_two_rounds_is_posted_played_explained_and_paid_by_the_command_line()
    {
        using var sponsor = await fixture.UserAsync(Sponsor);
        var token = await TokenInfo.ReadAsync(sponsor.Session.Ethereum, fixture.Network.Market.Token, CancellationToken.None);
        await NetworkFixture.MintAsync(sponsor, token, token.Parse("100", "reward"));
        Address[] cast = [.. new[] { Sponsor, Ada, Ben }.Select(account => Mnemonic.Dev.Key(account).Address)];
        var start = await fixture.BalancesAsync(token, cast);
        var posted = await PostAsync(token);
        var jobId = posted.GetProperty("jobId").GetUInt64();
        var number = jobId.ToString(System.Globalization.CultureInfo.InvariantCulture);

        for (var round = 1u; round <= 2; round++)
        {
            var view = (await sponsor.Reader.RoundsAsync(jobId, CancellationToken.None)).Single(one => one.Round == round);
            await fixture.AtAsync(view.OpenStart);
            await SubmitAsync(Ada, number, jobId, 0, round);
            await SubmitAsync(Ben, number, jobId, 1, round);
            await fixture.AtAsync(view.OpenEnd);
            (await fixture.OkAsync(Ada, "submit", number, "--resume")).Should().Contain("Uploaded");
            (await fixture.RunAsync(Ben, "job", "watch", number, "--once")).Error.Should().Contain("revealed and uploaded");
            await fixture.AtAsync(view.UploadEnd);
            await fixture.OkAsync(Sponsor, "tick", number);
            var settled = (await sponsor.Reader.RoundsAsync(jobId, CancellationToken.None)).Single(one => one.Round == round);
            settled.Global.Should().NotBeNull("both improve the model");
            settled.Paid.Should().NotBe(UInt128.Zero);
            var model = fixture.PathOf($"round-{round}.safetensors");
            await fixture.OkAsync(Ada, "job", "model", number, "--round", $"{round}", "-o", model);
            new FileInfo(model).Length.Should().Be((long)settled.Global!.SizeBytes);
        }

        var job = await sponsor.Reader.JobAsync(jobId, CancellationToken.None);
        await fixture.AtAsync(job.LastDeadline!.Value);
        await fixture.RunAsync(Sponsor, "tick", number);
        (await sponsor.Reader.JobAsync(jobId, CancellationToken.None)).Phase.Should().Be(JobPhase.Settled);
        await fixture.ClaimEpochAsync(sponsor);
        await fixture.OkAsync(Ben, "claim", number, "--everyone");

        var explained = await fixture.ExplainAsync(Ada, number);
        UInt128 toAda = explained.PaidTo(cast[1]), toBen = explained.PaidTo(cast[2]);
        (await fixture.BalancesAsync(token, cast)).Should().Equal(start[0] - (UInt256)(toAda + toBen), start[1] + toAda, start[2] + toBen);
        (await fixture.OkAsync(Ada, "job", "show", number)).Should().Contain("2 rounds of federated averaging by median");
    }

    private async Task<System.Text.Json.JsonElement> PostAsync(TokenInfo token)
    {
        string[] job =
        [
            "--kind", "rounds", "--groups", "0", "--rounds", "2", "--aggregator", "median", "--title", "Together", "--reward", "100", "--token", token.Address.ToString(),
            "--min-improvement", "0.001", "--accept-noisy", "--max-submissions", "4", "--open", "10m", "--reveal", "5m", "--upload", "5m", "--scoring", "10m", "--prepare", "5m",
            "--duplicate-thousandths", "0",
        ];
        return await fixture.JsonAsync(Sponsor, ["job", "post", .. await fixture.JobFilesAsync("rounds"), .. job]);
    }

    private async Task SubmitAsync(int account, string number, ulong jobId, int owner, uint round)
    {
        using var user = await fixture.UserAsync(account);
        var head = await user.Session.HeadAsync(CancellationToken.None);
        var bench = await user.Forecaster.OpenAsync(await user.Reader.JobAsync(jobId, head.Timestamp, CancellationToken.None), CancellationToken.None);
        var path = fixture.PathOf($"rounds-weights-{account}.safetensors");
        await File.WriteAllBytesAsync(path, TestJob.Train(bench, owner, 6));
        (await fixture.RefusedAsync(account, "submit", number, "--weights", path, "--round", $"{3 - round}"))
            .Should().Contain($"takes no weights for round {3 - round} now: the current one is round {round} of 2. Nothing was sent.");
        (await fixture.OkAsync(account, "submit", number, "--weights", path, "--round", $"{round}")).Should().Contain("committed");
    }
}
