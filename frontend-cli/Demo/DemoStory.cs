using System.Diagnostics;
using ModelMarket.Cli.Local;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Modeling;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Cli.Verification;
using Rollup.Node.Guests;
using Rollup.Node.Verification;
using ModelMarket.Contracts;
using ModelMarket.Core.Inspect;
using ModelMarket.Learning.Weights;
using Rollup.Ethereum.Keys;
using Spectre.Console;

namespace ModelMarket.Cli.Demo;

/// <summary>
/// The first screen of the product, on real parts: a sponsor posts a job, three owners train on rows of their own, the machine scores,
/// vouchers are executed on L1 by a fourth account, the rest goes back, and everything is replayed from L1.
/// </summary>
internal sealed class DemoStory
{
    private const int SponsorAccount = 0;
    private const int FirstOwnerAccount = 1;
    private const int ExecutorAccount = 4;
    private const string RewardText = "1000";
    private const string Title = "Tell malignant from benign";
    private const string Trainer = "builtin:adam,lr=0.01,epochs=30,batch=16";

    // Whoever trains decides how long: the more patient, the better.
    private static readonly (string Name, int Epochs)[] Owners = [("Ada", 2), ("Ben", 6), ("Cleo", 40)];

    private readonly Screen _screen;
    private readonly LocalNetwork _network;
    private readonly DemoData _data;
    private readonly string _home;

    private DemoStory(Screen screen, LocalNetwork network, DemoData data, string home)
    {
        _screen = screen;
        _network = network;
        _data = data;
        _home = home;
    }

    /// <summary>Tells it from start to end.</summary>
    /// <returns>What happened, and the checks.</returns>
    public static async Task<(DemoReport Report, IReadOnlyList<DemoCheck> Checks)> TellAsync(Screen screen, DemoOptions options, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        screen.Say("[bold]ModelMarket demo[/] · local Ethereum (anvil) · official Cartesi contracts 2.2.0");
        var home = Directory.CreateTempSubdirectory("modelmarket-demo-").FullName;
        try
        {
            var settings = new LocalNetworkOptions { AllowNative = options.AllowNative, Say = words => screen.Say($"  [grey]{Markup.Escape(words)}[/]") };
            await using var network = await LocalNetwork.StartAsync(settings, cancellation);
            screen.Done($"dapp {Markup.Escape(network.Dapp.Note)} · escrow {JobText.Short(network.Market.Escrow)} · node {network.Market.Node}rpc · {clock.Elapsed.TotalSeconds:0.0} s");
            return await new DemoStory(screen, network, DemoData.Load(), home).RunAsync(options, clock, cancellation);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private async Task<(DemoReport Report, IReadOnlyList<DemoCheck> Checks)> RunAsync(DemoOptions options, Stopwatch clock, CancellationToken cancellation)
    {
        using var sponsor = await UserAsync("sponsor", SponsorAccount, cancellation);
        var token = await TokenInfo.ReadAsync(_network.Ethereum, _network.Market.Token, cancellation);
        var reward = token.Parse(RewardText, "reward");
        await sponsor.Account.SendAsync(token.Address, new TestToken.MintCall(sponsor.Account.Address, reward).Encode(), default, cancellation);
        var job = await PostAsync(sponsor, token, reward, cancellation);
        var turns = new List<DemoTurn>();
        foreach (var owner in OwnersOfRows())
        {
            turns.Add(await TurnAsync(job.Id, owner, token, cancellation));
        }

        var ended = await EndAsync(sponsor, job.Id, cancellation);
        var accuracy = await AccuracyAsync(sponsor, ended, cancellation);
        var claimed = await ClaimAsync(cancellation);
        var verified = await VerifyAsync(options, sponsor.Session, cancellation);
        var ledger = new DemoLedger(_network, token, reward, sponsor.Account.Address, ended, turns, claimed);
        return await ledger.CloseAsync(accuracy, verified, clock, cancellation);
    }

    private async Task<UserMarket> UserAsync(string name, int account, CancellationToken cancellation) =>
        new(await _network.SessionAsync(Path.Combine(_home, name), cancellation), Mnemonic.Dev.Key(account), static _ => { });

    private IEnumerable<DemoOwner> OwnersOfRows() =>
        Owners.Select((owner, index) => new DemoOwner(owner.Name, Mnemonic.Dev.Key(FirstOwnerAccount + index), _data.Owner(index), owner.Epochs));

    private async Task<JobView> PostAsync(UserMarket sponsor, TokenInfo token, UInt128 reward, CancellationToken cancellation)
    {
        var (means, deviations) = _data.Standardisation();
        var model = DenseNetwork.Write(means, deviations);
        var rows = _data.Validation.Encode();
        var draft = DemoTerms.Draft(Title, RewardText, token.Address, Trainer);
        var bench = Workbench.Open(model, rows, TermsBuilder.ForJudge(draft));
        var terms = TermsBuilder.Build(draft, bench, bench.ScoreInitial());
        var posted = await sponsor.Poster.PostAsync(terms, token, reward, model, rows, cancellation);
        if (posted.Job is not { Prepared: { } prepared })
        {
            throw CliFault.Failed($"Job {posted.JobId} was not prepared: {posted.Job.End?.Message} {posted.Job.End?.Detail}".TrimEnd());
        }

        _screen.Say($"[bold]Job {posted.JobId}[/]  \"{Title}\"   reward {Markup.Escape(token.Text(reward))}   sponsor {JobText.Short(posted.Job.Sponsor)}");
        _screen.Say($"  model {DemoData.FeatureCount}→1 logistic regression, {prepared.Parameters} numbers · metric log-loss · {prepared.Rows} public rows · initial score {Units.Score(prepared.M0)}");
        return posted.Job;
    }

    private async Task<DemoTurn> TurnAsync(ulong jobId, DemoOwner owner, TokenInfo token, CancellationToken cancellation)
    {
        using var user = new UserMarket(await _network.SessionAsync(Path.Combine(_home, owner.Name), cancellation), owner.Key, static _ => { });
        var job = await user.Reader.JobAsync(jobId, cancellation);
        var bench = await user.Forecaster.OpenAsync(job, cancellation);
        var options = Workbench.ReadTrainer(job.Terms!.Trainer) with { Epochs = owner.Epochs };
        var trained = await _screen.ProgressAsync($"  {owner.Name} training", progress => Task.Run(() => bench.Train(owner.Rows, options, progress, cancellation), cancellation));
        var weights = trained.Weights.Encode(WeightEncoding.F32);
        var said = await user.Forecaster.OfAsync(job, bench, weights, cancellation);
        _screen.Say($"  {owner.Name,-4} trained {owner.Epochs,2} epochs on {owner.Rows.RowCount,3} own rows · score {JobText.Score(job.Prepared!.M0)} → {JobText.Score(said.Score)} · says before: pays {Markup.Escape(token.Text(said.Pay.Most))}");
        var submission = await user.Submitter.SubmitAsync(jobId, weights, cancellation);
        return submission.Decision is not null
            ? new DemoTurn(owner, said, submission)
            : throw CliFault.Failed($"{owner.Name}'s submission was not decided ({submission.Status}).");
    }

    private async Task<JobView> EndAsync(UserMarket sponsor, ulong jobId, CancellationToken cancellation)
    {
        var job = await sponsor.Reader.JobAsync(jobId, cancellation);
        var head = await _network.Ethereum.GetBlockAsync(Rollup.Ethereum.JsonRpc.BlockTag.Latest, cancellation);
        await _network.Chain.IncreaseTimeAsync((job.LastDeadline ?? job.Now) - head!.Timestamp + 1, cancellation);
        (await sponsor.Ticker.OnceAsync(jobId, cancellation)).OrThrow("The tick after the deadline");
        var ended = await sponsor.Ticker.WhileDueAsync(jobId, cancellation);
        _screen.Done($"deadline reached (clock of the local chain moved on): job {jobId} {ended.Phase}");
        return ended;
    }

    private static async Task<(double Before, double After)> AccuracyAsync(UserMarket user, JobView job, CancellationToken cancellation)
    {
        var bench = await user.Forecaster.OpenAsync(job, cancellation);
        var best = (await user.Reader.SubmissionsAsync(job.Id, cancellation)).First(submission => submission.Id == job.BestSubmissionId);
        var weights = bench.ReadWeights(await user.Content.FetchAsync(best.Weights!, cancellation));
        return (Share(bench.Accuracy(null)), Share(bench.Accuracy(weights)));

        static double Share(Learning.Metrics.Score? score) => (double)score!.Value.Value / Learning.Metrics.MetricTraits.Scale;
    }

    private async Task<IReadOnlyList<ClaimedVoucher>> ClaimAsync(CancellationToken cancellation)
    {
        using var executor = await UserAsync("executor", ExecutorAccount, cancellation);
        await _network.CloseEpochAsync(cancellation);
        var claimer = new Claimer(executor.Session);
        var claimed = new List<ClaimedVoucher>();
        foreach (var voucher in await claimer.ProvenAsync(cancellation))
        {
            claimed.Add(await claimer.ExecuteAsync(voucher, executor.Account, cancellation));
        }

        _screen.Done($"{claimed.Count} vouchers executed on L1 through Application.executeOutput by {JobText.Short(executor.Account.Address)}");
        return claimed;
    }

    private async Task<ReplayReport> VerifyAsync(DemoOptions options, MarketSession session, CancellationToken cancellation)
    {
        await using var recorder = options.Record is { } path ? new ReplayRecorder(path) : null;
        var guest = ProcessGuest.Factory(_network.Guest);
        var replay = new ReplayOptions { L1Url = session.Ethereum.Url, Application = session.Application, Guest = recorder?.Around(guest) ?? guest };
        return await ReplayVerifier.RunAsync(replay, cancellation);
    }
}
