using ModelMarket.Cli.Demo;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Modeling;
using ModelMarket.Cli.Session;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Judging;
using Rollup.Primitives;

namespace EndToEnd.Support;

/// <summary>A sealed job on the breast-cancer rows that a test plays step by step, with every wallet watched.</summary>
internal sealed class SealedStage
{
    public static readonly Address Nobody = Address.Parse("0x000000000000000000000000000000000000dEaD");

    private static readonly DemoData Rows = DemoData.Load();

    private readonly NetworkFixture _fixture;

    private SealedStage(NetworkFixture fixture, UserMarket sponsor, ulong id, SealedSecret secret, TokenInfo token, JobMoney money)
    {
        _fixture = fixture;
        Sponsor = sponsor;
        Id = id;
        Secret = secret;
        Token = token;
        Money = money;
    }

    public UserMarket Sponsor { get; }

    public ulong Id { get; }

    /// <summary>The job's number as the command line takes it.</summary>
    public string Number => Id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public SealedSecret Secret { get; }

    public TokenInfo Token { get; }

    public JobMoney Money { get; }

    /// <summary>Mints, posts, draws, opens and prepares.</summary>
    public static async Task<SealedStage> OpenAsync(NetworkFixture fixture, UserMarket sponsor, Address token, Func<JobDraft, JobDraft>? change = null)
    {
        var info = await TokenInfo.ReadAsync(sponsor.Session.Ethereum, token, CancellationToken.None);
        var plain = DemoTerms.Draft("A sealed test's job", "1000", token, string.Empty) with
        {
            Kind = JobNames.KindSealed,
            PayRule = JobNames.PayGuaranteed,
            Groups = 20,
            FundedSeconds = 300,
            SealedRevealSeconds = 600,
            MaxSubmissions = 4,
            ClientBond = "10",
            AcceptNoisy = true,
        };
        var draft = change is null ? plain : change(plain);
        var money = JobMoney.Of(draft, info);
        await NetworkFixture.MintAsync(sponsor, info, money.Locked);
        var bench = Workbench.Open(TestJob.Model(), TestJob.Validation, TermsBuilder.ForJudge(draft));
        var secret = Sealer.Seal(sponsor.Session, sponsor.Account.Address, Rows.Validation, (int)draft.Groups);
        var posted = await sponsor.Poster.PostSealedAsync(TermsBuilder.Build(draft, bench, bench.ScoreInitial()), info, money, TestJob.Model(), secret, CancellationToken.None);
        var stage = new SealedStage(fixture, sponsor, posted.JobId, secret, info, money);
        await fixture.PassDrawBlockAsync();
        await stage.ErrandsAsync();
        var job = await stage.JobAsync();
        await fixture.AtAsync(job.Seal!.FundedEnd);
        await stage.ErrandsAsync();
        job = await stage.JobAsync();
        job.Prepared.Should().NotBeNull(job.End?.Detail);
        return stage;
    }

    public Task<JobView> JobAsync() => Sponsor.Reader.JobAsync(Id, CancellationToken.None);

    /// <summary>The sponsor does what is due, as `job watch` does.</summary>
    public Task ErrandsAsync() => Sponsor.Errands.RunAsync(Id, CancellationToken.None);

    /// <summary>Weights of somebody who trains this long on these rows.</summary>
    public async Task<byte[]> TrainAsync(int owner, int epochs)
    {
        var bench = await Sponsor.Forecaster.OpenAsync(await JobAsync(), CancellationToken.None);
        return TestJob.Train(bench, owner, epochs);
    }

    /// <summary>Mints a bond and commits with it.</summary>
    public async Task<SubmissionView> CommitAsync(UserMarket client, byte[] weights)
    {
        await NetworkFixture.MintAsync(client, Token, Money.ClientBond);
        return await client.Submitter.SubmitAsync(Id, weights, CancellationToken.None);
    }

    /// <summary>Clients reveal and upload, from the time on at which they may.</summary>
    public async Task RevealAsync(params UserMarket[] clients)
    {
        await AtRevealAsync();
        foreach (var client in clients)
        {
            await client.Submitter.ResumeAsync(Id, CancellationToken.None);
        }
    }

    public async Task AtRevealAsync() => await _fixture.AtAsync((await JobAsync()).OpenEnd!.Value);

    public async Task AtSealedRevealAsync() => await _fixture.AtAsync((await JobAsync()).LastDeadline!.Value);

    /// <summary>To the end of SealedReveal, and ticks until all is decided.</summary>
    public async Task EndAsync(UserMarket anybody)
    {
        await _fixture.AtAsync((await JobAsync()).Seal!.RevealEnd);
        await anybody.Ticker.OnceAsync(Id, CancellationToken.None);
        await anybody.Ticker.WhileDueAsync(Id, CancellationToken.None);
        (await JobAsync()).End.Should().NotBeNull();
    }

    /// <summary>Everything anybody is owed, brought to its wallet by a stranger through the command line.</summary>
    public async Task ClaimAllAsync(int executor)
    {
        await _fixture.ClaimEpochAsync(Sponsor);
        await _fixture.OkAsync(executor, "claim", Number, "--everyone");
    }

    /// <summary>The opened or the hidden groups by the sponsor's own secret, to be judged here.</summary>
    public async Task<Workbench> JudgeAsync(bool onOpened)
    {
        var job = await JobAsync();
        JudgeData[] rows = [.. Secret.Groups.Where(group => job.Seal!.Drawn.Contains(group.Index) == onOpened).Select(group => new JudgeData(group.File, group.Rows))];
        return Workbench.Open(TestJob.Model(), rows, job.Terms!.ForJudge());
    }

    /// <summary>What weights earn of a guaranteed slot on some of the groups, by this machine's judge and plain arithmetic.</summary>
    public async Task<UInt128> SlotPayAsync(byte[] weights, bool onOpened)
    {
        var job = await JobAsync();
        var bench = await JudgeAsync(onOpened);
        var gain = bench.ScoreInitial().Value - bench.Score(bench.ReadWeights(weights)).Value;
        var slots = job.Terms!.MaxSubmissions;
        var pay = (System.Numerics.BigInteger)Money.Reward * gain / (slots * (System.Numerics.BigInteger)job.Terms.Target);
        return gain <= (long)job.Terms.MinImprovement ? 0 : (UInt128)System.Numerics.BigInteger.Min(pay, (System.Numerics.BigInteger)(Money.Reward / slots));
    }

    public Task<UInt256[]> BalancesAsync(params Address[] accounts) => _fixture.BalancesAsync(Token, accounts);
}
