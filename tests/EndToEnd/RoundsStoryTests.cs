using EndToEnd.Support;
using ModelMarket.Cli.Demo;
using ModelMarket.Cli.Market;
using ModelMarket.Core;
using ModelMarket.Learning.Training;
using ModelMarket.Learning.Weights;
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
        var start = await BalancesAsync(token, cast);
        var posted = await PostAsync(token);
        var jobId = posted.GetProperty("jobId").GetUInt64();
        var number = jobId.ToString(System.Globalization.CultureInfo.InvariantCulture);

        for (var round = 1u; round <= 2; round++)
        {
            var view = (await sponsor.Reader.RoundsAsync(jobId, CancellationToken.None)).Single(one => one.Round == round);
            await fixture.AtAsync(view.OpenStart);
            await SubmitAsync(Ada, number, jobId, 0);
            await SubmitAsync(Ben, number, jobId, 1);
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

        var explained = await fixture.JsonAsync(Ada, "job", "explain", number);
        explained.GetProperty("equal").GetBoolean().Should().BeTrue(explained.ToString());
        var paid = new UInt256[2];
        foreach (var line in explained.GetProperty("lines").EnumerateArray())
        {
            paid[line.GetProperty("sender").GetString() == cast[1].ToChecksumString() ? 0 : 1] += UInt128.Parse(line.GetProperty("recomputed").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        }

        (await BalancesAsync(token, cast)).Should().Equal(start[0] - paid[0] - paid[1], start[1] + paid[0], start[2] + paid[1]);
        (await fixture.OkAsync(Ada, "job", "show", number)).Should().Contain("2 rounds of federated averaging by median");
    }

    private async Task<System.Text.Json.JsonElement> PostAsync(TokenInfo token)
    {
        var model = fixture.PathOf("rounds-model.onnx");
        var data = fixture.PathOf("rounds-rows.safetensors");
        await File.WriteAllBytesAsync(model, TestJob.Model());
        await File.WriteAllBytesAsync(data, TestJob.Validation);
        return await fixture.JsonAsync(
            Sponsor, "job", "post", "--kind", "rounds", "--groups", "0", "--rounds", "2", "--aggregator", "median", "--title", "Together", "--model", model, "--data", data,
            "--reward", "100", "--token", token.Address.ToString(), "--min-improvement", "0.001", "--accept-noisy", "--max-submissions", "4", "--open", "10m", "--reveal", "5m",
            "--upload", "5m", "--scoring", "10m", "--prepare", "5m", "--duplicate-thousandths", "0");
    }

    private async Task SubmitAsync(int account, string number, ulong jobId, int owner)
    {
        using var user = await fixture.UserAsync(account);
        var head = await user.Session.HeadAsync(CancellationToken.None);
        var bench = await user.Forecaster.OpenAsync(await user.Reader.JobAsync(jobId, head.Timestamp, CancellationToken.None), CancellationToken.None);
        var options = new TrainingOptions { LearningRate = 0.01f, BatchRows = 16, Epochs = 6 };
        var trained = bench.Train(DemoData.Load().Owner(owner), options, static _ => { }, CancellationToken.None);
        var path = fixture.PathOf($"rounds-weights-{account}.safetensors");
        await File.WriteAllBytesAsync(path, trained.Weights.Encode(WeightEncoding.F32));
        (await fixture.OkAsync(account, "submit", number, "--weights", path)).Should().Contain("committed");
    }

    private async Task<UInt256[]> BalancesAsync(TokenInfo token, Address[] accounts)
    {
        var balances = new List<UInt256>();
        foreach (var account in accounts)
        {
            balances.Add(await token.BalanceAsync(fixture.Network.Ethereum, account, CancellationToken.None));
        }

        return [.. balances];
    }
}
