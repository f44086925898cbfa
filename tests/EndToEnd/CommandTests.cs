using System.Globalization;
using System.Numerics;
using System.Text.Json;
using EndToEnd.Support;
using ModelMarket.Cli;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Tests.Support;

namespace EndToEnd;

/// <summary>The verbs as people type them, against the running network.</summary>
[Collection(NetworkTests.Name)]
public sealed class CommandTests(NetworkFixture fixture)
{
    private const int Sponsor = 0;
    private const int Owner = 1;

    [Fact]
    public async Task A_job_goes_from_posting_to_the_wallet_by_commands_alone()
    {
        var jobId = await PostAsync("Told by commands");
        var rows = fixture.PathOf("mine.safetensors");
        await File.WriteAllBytesAsync(rows, ModelMarket.Cli.Demo.DemoData.Load().Owner(0).Encode());

        await OkAsync(Owner, "train", jobId, rows, "--trainer", "builtin:adam,lr=0.01,epochs=6,batch=16");
        var said = Json(await OkAsync(Owner, "submit", jobId, "--dry-run", "--json"));
        await fixture.Network.CloseEpochAsync(CancellationToken.None); // what follows lies in one epoch
        var done = Json(await OkAsync(Owner, "submit", jobId, "--json"));

        done.GetProperty("outcome").GetString().Should().Be("Paid");
        done.GetProperty("decidedScore").GetInt64().Should().Be(said.GetProperty("score").GetInt64());
        done.GetProperty("pay").GetString().Should().Be(said.GetProperty("payMost").GetString());
        (await OkAsync(Owner, "submit", jobId)).Should().Contain("Paid", "a second run finds its submission and sends nothing");
        (await OkAsync(Owner, "job", "leaderboard", jobId)).Should().Contain("Paid");
        (await OkAsync(Owner, "job", "show", jobId)).Should().Contain("Told by commands").And.Contain("31 numbers");
        (await OkAsync(Owner, "job", "list")).Should().Contain("Told by commands");
        (await OkAsync(Owner, "claim", jobId)).Should().Contain("1 wait for the claim of their epoch");

        var best = fixture.PathOf("best.safetensors");
        await OkAsync(Sponsor, "job", "model", jobId, "-o", best);
        File.Exists(best).Should().BeTrue();

        using var user = await fixture.UserAsync(Owner);
        await fixture.Network.CloseEpochAsync(CancellationToken.None);
        await new Claimer(user.Session).ProvenAsync(CancellationToken.None);
        (await OkAsync(Owner, "claim", jobId)).Should().Contain("1 executed");
        await OkAsync(Owner, "claim", "--all");
        (await OkAsync(Owner, "claim", "--all")).Should().StartWith("0 executed", "everything was executed before");
        string[] verify = InstalledProgram.File is null ? ["verify", "--jit"] : ["verify"]; // the native file has no JIT
        (await OkAsync(Owner, verify)).Should().Contain("claims equal");
    }

    [Fact]
    public async Task Training_in_private_says_what_it_spent_and_what_attackers_could_tell()
    {
        var jobId = await PostAsync("Trained in private");
        var rows = fixture.PathOf("private.safetensors");
        await File.WriteAllBytesAsync(rows, ModelMarket.Cli.Demo.DemoData.Load().Owner(2).Encode());

        var trained = Json(await OkAsync(Owner, "train", jobId, rows, "--dp", "3", "--trainer", "builtin:sgd,lr=0.3,epochs=10,batch=20", "--json"));
        var words = (await fixture.RunAsync(Owner, "train", jobId, rows, "--dp", "3", "--self-test", "false", "--trainer", "builtin:sgd,lr=0.3,epochs=2,batch=100")).Error;
        words.Should().Contain("spends its own ε on top", "nobody keeps count over several runs").And.NotContain("so far");
        var told = await OkAsync(Owner, "train", jobId, rows, "--self-test");
        var silent = Json(await OkAsync(Owner, "train", jobId, rows, "--dp", "3", "--self-test", "false", "--trainer", "builtin:sgd,lr=0.3,epochs=2,batch=100", "--json"));

        trained.GetProperty("epsilon").GetDouble().Should().BeInRange(2.5, 3);
        foreach (var attack in new[] { trained.GetProperty("attack"), trained.GetProperty("attackWithoutDp") })
        {
            double[] each = [.. new[] { "byLoss", "byDifficulty", "byLikelihood" }.Select(name => attack.GetProperty(name).GetDouble())];
            each.Should().OnlyContain(auc => auc >= 0 && auc <= 1);
            attack.GetProperty("auc").GetDouble().Should().Be(each.Max(), "the strongest is what counts");
            attack.GetProperty("standardError").GetDouble().Should().BeInRange(0.01, 0.2);
        }

        told.Should().MatchRegex(@"tells which is which \d+ times in 100 \(50 is guessing\)").And.NotContain("privacy:").And.NotContain("--dp");
        silent.TryGetProperty("epsilon", out _).Should().BeTrue();
        silent.TryGetProperty("attack", out _).Should().BeFalse("no row was kept out");
    }

    [Fact]
    public async Task What_the_market_refuses_exits_3_with_code_and_mend()
    {
        var unknown = await fixture.RunAsync(Owner, "job", "show", "123456");
        unknown.Exit.Should().Be(ExitCode.Rejected);
        unknown.Error.Should().Contain("JobUnknown").And.Contain("modelmarket job list").And.NotContain("inspect");
        var reclaim = await fixture.RunAsync(Owner, "reclaim", "123456");
        reclaim.Exit.Should().Be(ExitCode.Rejected);
        reclaim.Error.Should().Contain("The escrow has no job 123456").And.NotContain("Error {");

        var waiting = await PostAsync("Nothing is due");
        var nothingDue = await fixture.RunAsync(Owner, "tick", waiting);
        (await fixture.RunAsync(Owner, "job", "watch", waiting, "--look", "--once")).Error.Should().Contain("waits for commitments", "that is where the refusal points to");
        nothingDue.Exit.Should().Be(ExitCode.Rejected);
        nothingDue.Error.Should().Contain("NothingToDo").And.MatchRegex(@"modelmarket job watch \d+ --look").And.NotContain("inspect");
    }

    [Fact]
    public async Task Submitting_without_weights_or_after_the_end_is_said_plainly()
    {
        var jobId = await PostAsync("Ends soon");
        var early = await fixture.RunAsync(2, "submit", jobId);
        early.Exit.Should().Be(ExitCode.Usage);
        early.Error.Should().Contain("There are no weights").And.Contain("modelmarket train");

        var rows = fixture.PathOf("late.safetensors");
        await File.WriteAllBytesAsync(rows, ModelMarket.Cli.Demo.DemoData.Load().Owner(1).Encode());
        await OkAsync(2, "train", jobId, rows);
        using var sponsor = await fixture.UserAsync(Sponsor);
        await fixture.PassDeadlineAsync(sponsor, ulong.Parse(jobId, CultureInfo.InvariantCulture));
        var late = await fixture.RunAsync(2, "submit", jobId);
        late.Exit.Should().Be(ExitCode.Rejected);
        late.Error.Should().MatchRegex("JobEnded|PhaseClosed").And.MatchRegex("ended at|took submissions until").And.Contain("Your weights are kept in").And.Contain($"modelmarket job list --like {jobId}");
        (await fixture.RunAsync(2, "train", jobId, rows)).Error.Should().Contain("it takes no weights any more");
    }

    [Fact]
    public async Task A_dry_run_says_gas_and_deadlines_and_submitting_costs_no_more()
    {
        var jobId = await PostAsync("Gas is said");
        var rows = fixture.PathOf("gas.safetensors");
        await File.WriteAllBytesAsync(rows, ModelMarket.Cli.Demo.DemoData.Load().Owner(0).Encode());
        await OkAsync(6, "train", jobId, rows, "--trainer", "builtin:adam,lr=0.01,epochs=3,batch=16");
        using var user = await fixture.UserAsync(6);

        var told = await OkAsync(6, "submit", jobId, "--dry-run");
        var most = BigInteger.Parse(Json(await OkAsync(6, "submit", jobId, "--dry-run", "--json")).GetProperty("gasMostWei").GetString()!, CultureInfo.InvariantCulture);
        var before = await user.Session.Ethereum.GetBalanceAsync(user.Account.Address);
        await OkAsync(6, "submit", jobId);
        var spent = BigInteger.Parse(before.ToString(), CultureInfo.InvariantCulture) - BigInteger.Parse((await user.Session.Ethereum.GetBalanceAsync(user.Account.Address)).ToString(), CultureInfo.InvariantCulture);

        (await OkAsync(6, "job", "show", jobId)).Should().MatchRegex(@"a submission costs about [\d,]+ units, .* in 3 transactions");
        told.Should().MatchRegex(@"gas   about [\d,]+ units, [\d.]+ ETH .* in 3 transactions: commit, reveal, upload").And.Contain("when  Open until").And.Contain("paid as soon as");
        spent.Should().BeGreaterThan(BigInteger.Zero).And.BeLessThanOrEqualTo(most);
    }

    [Fact]
    public async Task What_is_no_better_than_the_best_is_not_sent()
    {
        var jobId = await PostAsync("Only records are paid");
        var rows = fixture.PathOf("records.safetensors");
        await File.WriteAllBytesAsync(rows, ModelMarket.Cli.Demo.DemoData.Load().Owner(0).Encode());
        (await fixture.RunAsync(Owner, "job", "model", jobId, "-o", fixture.PathOf("none.onnx"))).Error.Should().Contain("Nobody has made").And.Contain("--initial");
        await OkAsync(Owner, "train", jobId, rows, "--trainer", "builtin:adam,lr=0.01,epochs=6,batch=16");
        await OkAsync(Owner, "submit", jobId);
        var weak = fixture.PathOf("weak.safetensors");
        var trained = await fixture.RunAsync(Owner, "train", jobId, rows, "--trainer", "builtin:adam,lr=0.01,epochs=1,batch=16", "-o", weak);

        var run = await fixture.RunAsync(Owner, "submit", jobId, "--weights", weak);

        trained.Error.Should().Contain($"modelmarket submit {jobId} --weights {weak} --dry-run", "what was written elsewhere is not what `submit` takes by itself");
        run.Exit.Should().Be(ExitCode.Rejected);
        run.Error.Should().Contain("not better than the best so far").And.Contain("Nothing was sent").And.Contain("NotImproved");
        using var user = await fixture.UserAsync(Owner);
        (await user.Reader.SubmissionsAsync(ulong.Parse(jobId, CultureInfo.InvariantCulture), CancellationToken.None)).Should().ContainSingle();
    }

    [Fact]
    public async Task Training_that_makes_the_model_worse_is_said()
    {
        var jobId = await PostAsync("Worse");
        var rows = fixture.PathOf("worse.safetensors");
        var swapped = ModelMarket.Cli.Demo.DemoData.Load().Owner(0);
        foreach (ref var label in swapped.Targets.Int64s)
        {
            label = 1 - label;
        }

        await File.WriteAllBytesAsync(rows, swapped.Encode());

        var run = await fixture.RunAsync(Owner, "train", jobId, rows, "--trainer", "builtin:adam,lr=0.01,epochs=6,batch=16", "-o", fixture.PathOf("worse-weights.safetensors"));

        run.Exit.Should().Be(ExitCode.Ok, run.Error);
        run.Error.Should().Contain("worse than those they started from");
    }

    [Fact]
    public async Task Jobs_are_listed_by_what_is_open_and_alike()
    {
        var (first, second) = (await PostAsync("Alike, the first"), await PostAsync("Alike, the second"));
        using var sponsor = await fixture.UserAsync(Sponsor);
        var like = Numbers(await OkAsync(Owner, "job", "list", "--like", first, "--json"));
        await fixture.PassDeadlineAsync(sponsor, ulong.Parse(second, CultureInfo.InvariantCulture));

        var open = Numbers(await OkAsync(Owner, "job", "list", "--open", "--json"));
        var all = Numbers(await OkAsync(Owner, "job", "list", "--json"));

        like.Should().Contain(second).And.NotContain(first);
        open.Should().NotContain(second);
        all.Should().Contain([first, second]);

        static IReadOnlyList<string> Numbers(string json) => [.. Json(json).GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("id").GetUInt64().ToString(CultureInfo.InvariantCulture))];
    }

    [Fact]
    public async Task Posting_asks_who_sits_at_the_terminal_and_nothing_is_sent_without_a_yes()
    {
        string[] line = ["job", "post", .. await fixture.JobFilesAsync("asked"), "--kind", "open", "--title", "Asked", "--reward", "1", "--min-improvement", "0.001", "--open", "1h", "--reveal", "10m", "--upload", "10m"];
        var asked = new List<string>();
        using var sponsor = await fixture.UserAsync(7);
        var before = await sponsor.Session.Ethereum.GetTransactionCountAsync(sponsor.Account.Address, Rollup.Ethereum.JsonRpc.BlockTag.Latest);

        var no = await fixture.RunAsync(7, Answer("n"), line);
        var nothing = await fixture.RunAsync(7, Answer(""), line);
        (await sponsor.Session.Ethereum.GetTransactionCountAsync(sponsor.Account.Address, Rollup.Ethereum.JsonRpc.BlockTag.Latest)).Should().Be(before);
        var yes = await fixture.RunAsync(7, Answer("y"), line);
        var unasked = await fixture.RunAsync(7, Answer("n"), [.. line, "--yes"]);

        no.Exit.Should().Be(ExitCode.Failed);
        no.Error.Should().Contain("locking 1 ETH").And.Contain("Nothing was sent");
        nothing.Exit.Should().Be(ExitCode.Failed);
        yes.Exit.Should().Be(ExitCode.Ok, yes.Error);
        unasked.Exit.Should().Be(ExitCode.Ok, unasked.Error);
        asked.Should().HaveCount(3).And.OnlyContain(question => question.StartsWith("Lock 1 ETH of 0x", StringComparison.Ordinal));

        Func<string, string?> Answer(string text) => question =>
        {
            asked.Add(question);
            return text;
        };
    }

    [Fact]
    public async Task Checking_a_job_says_what_posting_costs_in_gas()
    {
        var files = await fixture.JobFilesAsync("checked");
        string[] terms = ["--title", "Checked", "--reward", "1", "--accept-noisy", "--funded", "1h"];

        var sealedJob = Json(await OkAsync(Sponsor, ["job", "check", .. files, .. terms, "--json"]));
        var told = await OkAsync(Sponsor, ["job", "check", .. files, .. terms]);
        var open = Json(await OkAsync(Sponsor, ["job", "check", .. files, "--kind", "open", "--title", "Checked", "--reward", "1", "--accept-noisy", "--json"]));

        told.Should().Contain("what is left of the reward is burned with it", "a sponsor that does not reveal loses more than its bond");
        told.Should().MatchRegex(@"gas now +about [\d,]+ units, [\d.]+ ETH").And.MatchRegex(@"gas until reveal +about [\d,]+ units, [\d.]+ ETH");
        Wei(sealedJob, "gasNowWei").Should().BeGreaterThan(BigInteger.Zero).And.BeLessThan(Wei(open, "gasNowWei"), "an open job's rows are uploaded at once");
        Wei(sealedJob, "gasLaterWei").Should().BeGreaterThan(Wei(sealedJob, "gasNowWei"));
        open.TryGetProperty("gasLaterWei", out _).Should().BeFalse();

        static BigInteger Wei(JsonElement view, string name) => BigInteger.Parse(view.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_wallet_without_money_is_told_so_and_is_funded_on_a_local_network()
    {
        var key = fixture.PathOf("poor.txt");
        await File.WriteAllTextAsync(key, "0x" + new string('7', 64));
        var home = fixture.HomeOf(5);
        Directory.CreateDirectory(home);
        await File.WriteAllTextAsync(Path.Combine(home, "config.toml"), $"profile = \"here\"\n[profiles.here]\ntoken = \"{fixture.Network.Market.Token}\"\n");
        var address = Rollup.Ethereum.Keys.PrivateKey.Parse(new string('7', 64)).Address.ToChecksumString();

        var poor = await fixture.RunAsync(5, "message", "key", "--key-file", key);
        var funded = await OkAsync(5, "wallet", "fund", address);
        var rich = await fixture.RunAsync(5, "message", "key", "--key-file", key);

        poor.Exit.Should().Be(ExitCode.Failed);
        poor.Error.Should().Contain("too little Ether to pay for gas").And.Contain("modelmarket wallet fund");
        funded.Should().Contain("10 ETH and 10,000 TST");
        rich.Exit.Should().Be(ExitCode.Ok, rich.Error);
        Json(await OkAsync(5, "message", "key", "--key-file", key, "--json")).GetProperty("sent").GetBoolean().Should().BeFalse("it was published already");
        Json(await OkAsync(5, "message", "send", await PostAsync("Written to"), "Which units has column 3?", "--key-file", key, "--json")).TryGetProperty("to", out _).Should().BeFalse();
    }

    [Fact]
    public async Task Weights_that_would_earn_nothing_are_not_sent()
    {
        var jobId = await PostAsync("Copies earn nothing");
        var initial = fixture.PathOf("initial.safetensors");
        using var user = await fixture.UserAsync(3);
        var job = await user.Reader.JobAsync(ulong.Parse(jobId, CultureInfo.InvariantCulture), CancellationToken.None);
        var bench = await user.Forecaster.OpenAsync(job, CancellationToken.None);
        await File.WriteAllBytesAsync(initial, bench.Judge.Initial.Encode(ModelMarket.Learning.Weights.WeightEncoding.F32));

        var dry = Json(await OkAsync(3, "submit", jobId, "--weights", initial, "--dry-run", "--json"));
        var rows = fixture.PathOf("no-weights.safetensors");
        await File.WriteAllBytesAsync(rows, ModelMarket.Cli.Demo.DemoData.Load().Owner(0).Encode());
        (await OkAsync(3, "submit", jobId, "--weights", rows, "--dry-run")).Should().Contain("the machine would refuse the file").And.NotContain("gas ", "it is not sent");
        (await fixture.RunAsync(3, "submit", jobId, "--weights", rows)).Error.Should().Contain($"modelmarket weights import {jobId} --from FILE").And.NotContain("..");
        var run = await fixture.RunAsync(3, "submit", jobId, "--weights", initial);

        dry.GetProperty("payMost").GetString().Should().Be("0");
        run.Exit.Should().Be(ExitCode.Rejected);
        run.Error.Should().Contain("Nothing was sent").And.Contain("ExactDuplicate");
        (await user.Reader.SubmissionsAsync(job.Id, CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task Keys_come_from_files_and_are_never_repeated()
    {
        const string Secret = "5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a";
        var jobId = await PostAsync("Keys");
        var good = fixture.PathOf("key.txt");
        var bad = fixture.PathOf("bad-key.txt");
        await File.WriteAllTextAsync(good, "0x" + Secret + "\n");
        await File.WriteAllTextAsync(bad, Secret + "00");

        var refused = await fixture.RunAsync(0, "tick", jobId, "--key-file", good);
        refused.Exit.Should().Be(ExitCode.Rejected, "the key is read; there is only nothing to do");
        foreach (var line in new[] { new[] { "--key-file", bad }, ["--key-file", fixture.PathOf("none")], ["--account", "-1"] })
        {
            var run = await fixture.RunAsync(0, ["tick", jobId, .. line]);
            run.Exit.Should().Be(ExitCode.Usage, string.Join(' ', line));
            (run.Output + run.Error).Should().NotContain(Secret);
        }
    }

    private async Task<string> PostAsync(string title)
    {
        var model = fixture.PathOf("model.onnx");
        var data = fixture.PathOf("validation.safetensors");
        await File.WriteAllBytesAsync(model, TestJob.Model());
        await File.WriteAllBytesAsync(data, TestJob.Validation);
        using var sponsor = await fixture.UserAsync(Sponsor);
        var token = await TokenInfo.ReadAsync(sponsor.Session.Ethereum, fixture.Network.Market.Token, CancellationToken.None);
        await NetworkFixture.MintAsync(sponsor, token, token.Parse("50", "reward"));
        var posted = Json(await OkAsync(
            Sponsor, "job", "post", "--json", "--kind", "open", "--title", title, "--model", model, "--data", data, "--reward", "50", "--token", token.Address.ToString(),
            "--min-improvement", "0.001", "--open", "1h", "--reveal", "10m", "--upload", "10m"));
        return posted.GetProperty("jobId").GetUInt64().ToString(CultureInfo.InvariantCulture);
    }

    private async Task<string> OkAsync(int account, params string[] args)
    {
        var (exit, output, error) = await fixture.RunAsync(account, args);
        exit.Should().Be(ExitCode.Ok, $"{string.Join(' ', args)} said: {error}");
        return output;
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
