using EndToEnd.Support;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Modeling;
using ModelMarket.Cli.Session;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Judging;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;

namespace EndToEnd;

/// <summary>A sealed job as people type it, on anvil through the official contracts, to the last unit of every wallet.</summary>
[Collection(NetworkTests.Name)]
public sealed class SealedStoryTests(NetworkFixture fixture)
{
    private const int Sponsor = 0;
    private const int Ada = 1;
    private const int Ben = 2;
    private const int Cleo = 3;
    private const uint Slots = 4;

    private static readonly Address Nobody = Address.Parse("0x000000000000000000000000000000000000dEaD");
    private static readonly Address[] Cast = [.. Enumerable.Range(0, 4).Select(account => Mnemonic.Dev.Key(account).Address), Nobody];

    private TokenInfo _token = null!;

    [Fact]
    public async Task A_sealed_job_is_posted_opened_revealed_paid_and_claimed_by_the_command_line()
    {
        using var sponsor = await fixture.UserAsync(Sponsor);
        _token = await TokenInfo.ReadAsync(sponsor.Session.Ethereum, fixture.Network.Market.Token, CancellationToken.None);
        await FundAsync();
        var start = await fixture.BalancesAsync(_token, Cast);

        var posted = await PostAsync();
        var jobId = posted.GetProperty("jobId").GetUInt64();
        var number = jobId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var secretPath = posted.GetProperty("secret").GetString()!;
        File.Exists(secretPath).Should().BeTrue("the secret is written before anything is sent");
        (await fixture.RefusedAsync(Sponsor, "job", "open-groups", number)).Should().Contain("not made yet");

        await fixture.PassDrawBlockAsync();
        (await fixture.JsonAsync(Sponsor, "job", "open-groups", number)).GetProperty("opened").GetInt32().Should().Be(6);
        (await fixture.OkAsync(Sponsor, "job", "open-groups", number)).Should().Contain("were there already");
        var funded = await sponsor.Reader.JobAsync(jobId, CancellationToken.None);
        await fixture.AtAsync(funded.Seal!.FundedEnd);
        await fixture.OkAsync(Ada, "tick", number);

        var job = await sponsor.Reader.JobAsync(jobId, CancellationToken.None);
        job.Prepared.Should().NotBeNull(job.End?.Detail);
        var ada = await SubmitAsync(Ada, number, job, epochs: 4);
        var ben = await SubmitAsync(Ben, number, job, epochs: 30);
        await SubmitAsync(Cleo, number, job, epochs: 2);
        (await fixture.OkAsync(Ada, "submit", number, "--resume")).Should().Contain("committed");
        (await fixture.RefusedAsync(Sponsor, "job", "reveal", number)).Should().Contain("still takes weights");

        await fixture.AtAsync(job.OpenEnd!.Value);
        (await fixture.OkAsync(Ada, "submit", number, "--resume")).Should().Contain("Uploaded");
        (await fixture.RunAsync(Ben, "job", "watch", number, "--once")).Error.Should().Contain("revealed and uploaded submission 1");

        await fixture.AtAsync(job.LastDeadline!.Value);
        (await fixture.JsonAsync(Sponsor, "job", "reveal", number)).GetProperty("left").GetInt32().Should().Be(0);
        await fixture.AtAsync(job.Seal!.RevealEnd);
        await fixture.OkAsync(Cleo, "tick", number);

        await fixture.ClaimEpochAsync(sponsor);
        foreach (var account in new[] { Sponsor, Ada, Ben, Cleo })
        {
            await fixture.OkAsync(account, "claim", number);
        }

        await fixture.OkAsync(Sponsor, "claim", number, "--everyone");
        var judge = await HiddenJudgeAsync(secretPath, job, sponsor);
        UInt128 bond = _token.Parse("10", "bond"), reward = _token.Parse("1000", "reward");
        UInt128 adaPay = SlotPay(judge, ada, job.Terms!.Target, reward), benPay = SlotPay(judge, ben, job.Terms.Target, reward);
        adaPay.Should().NotBe(UInt128.Zero);
        benPay.Should().BeGreaterThan(adaPay);
        UInt256[] expected =
        [
            start[0] - (UInt256)(adaPay + benPay), // the rest of the reward and the whole bond came back
            start[1] + adaPay,
            start[2] + benPay,
            start[3] - (UInt256)(bond / 2), // never revealed
            start[4] + (bond / 2),
        ];
        (await fixture.BalancesAsync(_token, Cast)).Should().Equal(expected);
        var explained = await fixture.JsonAsync(Cleo, "job", "explain", number);
        explained.GetProperty("equal").GetBoolean().Should().BeTrue(explained.GetProperty("difference").GetString());
        explained.GetProperty("lines").GetArrayLength().Should().Be(3);
        explained.GetProperty("lines")[1].GetProperty("recomputed").GetString().Should().Be(benPay.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var shown = await fixture.OkAsync(Ada, "job", "show", number);
        shown.Should().Contain("guaranteed: 4 slots of 250 TST").And.Contain("with a chance of 0.5 %").And.Contain("your pay depends on your score alone");
    }

    private async Task FundAsync()
    {
        using var sponsor = await fixture.UserAsync(Sponsor);
        await NetworkFixture.MintAsync(sponsor, _token, _token.Parse("1300", "reward"));
        foreach (var account in new[] { Ada, Ben, Cleo })
        {
            using var client = await fixture.UserAsync(account);
            await NetworkFixture.MintAsync(client, _token, _token.Parse("10", "bond"));
        }
    }

    private async Task<System.Text.Json.JsonElement> PostAsync()
    {
        string[] job =
        [
            .. await fixture.JobFilesAsync("sealed"), "--title", "Hidden rows", "--reward", "1000", "--token", _token.Address.ToString(), "--min-improvement", "0.001",
            "--accept-noisy", "--max-submissions", $"{Slots}", "--client-bond", "10", "--funded", "5m", "--prepare", "5m", "--open", "30m", "--reveal", "10m",
            "--upload", "10m", "--sealed-reveal", "30m",
        ];
        var check = await fixture.JsonAsync(Sponsor, ["job", "check", .. job]);
        check.GetProperty("locked").GetString().Should().Be(_token.Parse("1300", "reward").ToString(System.Globalization.CultureInfo.InvariantCulture));
        check.GetProperty("kind").GetString().Should().Be("sealed");
        return await fixture.JsonAsync(Sponsor, ["job", "post", .. job]);
    }

    private async Task<byte[]> SubmitAsync(int account, string number, JobView job, int epochs)
    {
        using var user = await fixture.UserAsync(account);
        var bench = await user.Forecaster.OpenAsync(job, CancellationToken.None);
        var weights = TestJob.Train(bench, account - 1, epochs);
        var path = fixture.PathOf($"sealed-weights-{account}.safetensors");
        await File.WriteAllBytesAsync(path, weights);
        var before = await _token.BalanceAsync(fixture.Network.Ethereum, user.Account.Address, CancellationToken.None);
        var sent = await fixture.Network.Ethereum.GetTransactionCountAsync(user.Account.Address, BlockTag.Latest);
        var (exit, output, error) = await fixture.RunAsync(account, "submit", number, "--weights", path);
        exit.Should().Be(0, error);
        error.Should().Contain("a bond of 10 TST goes with the commitment");
        output.Should().Contain("0 TST to 250 TST").And.Contain("if the hidden rows score as the public ones do").And.Contain("committed");
        (await fixture.Network.Ethereum.GetTransactionCountAsync(user.Account.Address, BlockTag.Latest)).Should().Be(sent + 1, "bond, allowance and commitment are one transaction");
        var after = await _token.BalanceAsync(fixture.Network.Ethereum, user.Account.Address, CancellationToken.None);
        (before - after).Should().Be((UInt256)_token.Parse("10", "bond"));
        return weights;
    }

    // The hidden groups by the sponsor's own secret, judged here: nothing of it comes from the machine.
    private static async Task<Workbench> HiddenJudgeAsync(string secretPath, JobView job, UserMarket sponsor)
    {
        var files = new SecretFiles(new StateFolder(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(secretPath)!, "..", "..", "..")), sponsor.Session.ChainId, sponsor.Session.Escrow));
        var secret = await files.LoadAsync(job.Seal!.Root, CancellationToken.None);
        JudgeData[] hidden = [.. secret.Groups.Where(group => !job.Seal.Drawn.Contains(group.Index)).Select(group => new JudgeData(group.File, group.Rows))];
        hidden.Should().HaveCount(14);
        return Workbench.Open(TestJob.Model(), hidden, job.Terms!.ForJudge());
    }

    // ⌊B·I/(N·D)⌋, at most ⌊B/N⌋, in plain big integers.
    private static UInt128 SlotPay(Workbench judge, byte[] weights, ulong target, UInt128 reward)
    {
        var gain = judge.ScoreInitial().Value - judge.Score(judge.ReadWeights(weights)).Value;
        var pay = (System.Numerics.BigInteger)reward * gain / (Slots * (System.Numerics.BigInteger)target);
        return (UInt128)System.Numerics.BigInteger.Min(pay, (System.Numerics.BigInteger)(reward / Slots));
    }
}
