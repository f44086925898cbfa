using EndToEnd.Support;
using ModelMarket.Cli.Market;
using ModelMarket.Core;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;

namespace EndToEnd;

/// <summary>Nobody looks at a clock: `job post --wait`, `submit --wait` and `job watch` alone bring a sealed job from its posting to its last wei.</summary>
[Collection(NetworkTests.Name)]
public sealed class WatchStoryTests(NetworkFixture fixture)
{
    private const int Sponsor = 0;
    private const int Ada = 1;
    private const int Ben = 2;
    private const ulong SecondsPerBlock = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Commands_that_wait_play_a_whole_sealed_job_while_blocks_go_by()
    {
        using var sponsor = await fixture.UserAsync(Sponsor);
        var token = await TokenInfo.ReadAsync(sponsor.Session.Ethereum, fixture.Network.Market.Token, CancellationToken.None);
        await NetworkFixture.MintAsync(sponsor, token, token.Parse("130", "reward"));
        foreach (var account in new[] { Ada, Ben })
        {
            using var client = await fixture.UserAsync(account);
            await NetworkFixture.MintAsync(client, token, token.Parse("5", "bond"));
        }

        Address[] cast = [.. new[] { Sponsor, Ada, Ben }.Select(account => Mnemonic.Dev.Key(account).Address)];
        var start = await fixture.BalancesAsync(token, cast);
        var posted = await WhileBlocksGoByAsync(() => PostAsync(token));
        var jobId = posted.GetProperty("jobId").GetUInt64();
        var number = jobId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        posted.GetProperty("phase").GetString().Should().Be(nameof(JobPhase.Open), "post --wait drew, opened the groups and had the model scored");

        string ada = await TrainAsync(Ada, jobId, 4), ben = await TrainAsync(Ben, jobId, 20);
        var (watched, submitted, also) = await WhileBlocksGoByAsync(async () =>
        {
            var first = fixture.JsonAsync(Ada, "submit", number, "--weights", ada, "--wait");
            var second = fixture.JsonAsync(Ben, "submit", number, "--weights", ben, "--wait");
            return (await fixture.RunAsync(Sponsor, "job", "watch", number, "--every", "1"), await first, await second);
        });

        watched.Exit.Should().Be(0, watched.Error);
        watched.Error.Should().Contain("revealed 14 groups");
        watched.Output.Should().Contain("Settled");
        await fixture.ClaimEpochAsync(sponsor);
        foreach (var account in new[] { Sponsor, Ada, Ben })
        {
            await fixture.OkAsync(account, "claim", "--all");
        }

        UInt128 toAda = PayOf(submitted), toBen = PayOf(also);
        toAda.Should().NotBe(UInt128.Zero);
        toBen.Should().BeGreaterThan(toAda);
        (await fixture.BalancesAsync(token, cast)).Should().Equal(start[0] - (UInt256)(toAda + toBen), start[1] + toAda, start[2] + toBen);
    }

    private static UInt128 PayOf(System.Text.Json.JsonElement submission) =>
        UInt128.Parse(submission.GetProperty("pay").GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    private async Task<T> WhileBlocksGoByAsync<T>(Func<Task<T>> play)
    {
        using var patience = new CancellationTokenSource(Patience);
        var playing = play();
        while (!playing.IsCompleted)
        {
            patience.IsCancellationRequested.Should().BeFalse($"the story is over within {Patience.TotalSeconds:0} s");
            await fixture.Network.Chain.MineAsync(2, SecondsPerBlock, CancellationToken.None);
            await Task.Delay(100, CancellationToken.None);
        }

        return await playing;
    }

    private async Task<System.Text.Json.JsonElement> PostAsync(TokenInfo token)
    {
        string[] job =
        [
            "--wait", "--title", "Watched", "--reward", "100", "--token", token.Address.ToString(), "--min-improvement", "0.001", "--accept-noisy", "--max-submissions", "2",
            "--client-bond", "5", "--funded", "5m", "--prepare", "10m", "--open", "15m", "--reveal", "10m", "--upload", "5m", "--sealed-reveal", "10m",
        ];
        return await fixture.JsonAsync(Sponsor, ["job", "post", .. await fixture.JobFilesAsync("watch"), .. job]);
    }

    private async Task<string> TrainAsync(int account, ulong jobId, int epochs)
    {
        using var user = await fixture.UserAsync(account);
        var bench = await user.Forecaster.OpenAsync(await user.Reader.JobAsync(jobId, CancellationToken.None), CancellationToken.None);
        var path = fixture.PathOf($"watch-weights-{account}.safetensors");
        await File.WriteAllBytesAsync(path, TestJob.Train(bench, account - 1, epochs));
        return path;
    }
}
