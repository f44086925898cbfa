using ModelMarket.Cli.Demo;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Modeling;
using ModelMarket.Cli.Session;
using ModelMarket.Learning.Training;
using ModelMarket.Learning.Weights;
using Rollup.Primitives;

namespace EndToEnd.Support;

/// <summary>A job on the breast-cancer rows that a test posted.</summary>
internal sealed class TestJob
{
    private static readonly DemoData Rows = DemoData.Load();

    private TestJob(PostedJob posted, Workbench bench, TokenInfo token)
    {
        Posted = posted;
        Bench = bench;
        Token = token;
    }

    public PostedJob Posted { get; }

    public ulong Id => Posted.JobId;

    public Workbench Bench { get; }

    public TokenInfo Token { get; }

    /// <summary>The initial model as ONNX.</summary>
    public static byte[] Model(params int[] hidden)
    {
        var (means, deviations) = Rows.Standardisation();
        return DenseNetwork.Write(means, deviations, hidden);
    }

    /// <summary>The public rows as safetensors.</summary>
    public static byte[] Validation => Rows.Validation.Encode();

    /// <summary>Mints the reward and posts a job.</summary>
    public static async Task<TestJob> PostAsync(UserMarket sponsor, Address token, Func<JobDraft, JobDraft>? change = null, params int[] hidden)
    {
        var info = await TokenInfo.ReadAsync(sponsor.Session.Ethereum, token, CancellationToken.None);
        var plain = DemoTerms.Draft("A test's job", "1000", token, "builtin:adam,lr=0.01,epochs=10,batch=16");
        var draft = change is null ? plain : change(plain);
        var reward = info.Parse(draft.Reward, "reward");
        if (!info.IsEther)
        {
            await NetworkFixture.MintAsync(sponsor, info, reward);
        }

        var bench = Workbench.Open(Model(hidden), Validation, TermsBuilder.ForJudge(draft));
        var terms = TermsBuilder.Build(draft, bench, bench.ScoreInitial()) with { ClientBond = JobMoney.Of(draft, info).ClientBond };
        var posted = await sponsor.Poster.PostAsync(terms, info, reward, Model(hidden), Validation, CancellationToken.None);
        posted.Job.Prepared.Should().NotBeNull(posted.Job.End?.Detail);
        return new TestJob(posted, bench, info);
    }

    /// <summary>Weights of an owner who trains this long.</summary>
    public byte[] Train(int owner, int epochs) => Train(Bench, owner, epochs);

    /// <summary>Weights of an owner who trains this long from where a job stands.</summary>
    public static byte[] Train(Workbench bench, int owner, int epochs) =>
        bench.Train(Rows.Owner(owner), new TrainingOptions { LearningRate = 0.01f, BatchRows = 16, Epochs = epochs }, static _ => { }, CancellationToken.None)
            .Weights.Encode(WeightEncoding.F32);
}
