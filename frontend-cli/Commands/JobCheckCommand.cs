using System.CommandLine;
using System.Globalization;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Core;
using Rollup.Primitives;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>job check</c>: all that <c>job post</c> would find wrong, without sending anything.</summary>
internal static class JobCheckCommand
{
    // What most tokens have; the real token is asked where a network is named.
    private const int UnknownDecimals = 18;

    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var job = new JobFileOptions();
        var command = Verb.Of("check", "Reads a job's files as the machine will, scores the model, and says what posting would cost. Sends nothing.", "modelmarket job check job.toml", host, options, async (context, cancellation) =>
        {
            var draft = job.Read(context);
            var found = await CheckedJob.ReadAsync(draft, cancellation);
            using var session = SessionFactory.IsNamed(context) ? await SessionFactory.OpenAsync(context, cancellation) : null;
            var (genesis, token, where) = await DeploymentAsync(session, draft, cancellation);
            var money = JobMoney.Of(draft, token);
            var work = found.Review(genesis, money);
            var (now, later) = await GasAsync(context.Screen, session, found, cancellation);
            var view = ViewOf(found, money, work) with { GasNowWei = now?.LikelyWei.ToString(CultureInfo.InvariantCulture), GasLaterWei = later?.LikelyWei.ToString(CultureInfo.InvariantCulture) };
            context.Screen.Data(view, CliJson.Default.CheckView);
            if (!context.Screen.Json)
            {
                context.Screen.Show(GridOf(found, money, token, view, now, later));
                context.Screen.Done($"the machine would take this job ({Markup.Escape(where)}); nothing was sent");
            }

            return ExitCode.Ok;
        });
        job.AddTo(command);
        return command;
    }

    // Without a network the development deployment's limits count, and the token is taken at its word.
    private static async Task<(Genesis Genesis, TokenInfo Token, string Where)> DeploymentAsync(MarketSession? session, JobDraft draft, CancellationToken cancellation)
    {
        if (session is null)
        {
            var token = draft.Token.IsZero ? new TokenInfo(Address.Zero, "ETH", UnknownDecimals) : new TokenInfo(draft.Token, "tokens", UnknownDecimals);
            return (Genesis.Dev, token, "no network is named, so by the limits of a development one");
        }

        var genesis = await new MarketReader(session.Node).GenesisAsync(cancellation);
        return (genesis, await TokenInfo.ReadAsync(session.Ethereum, draft.Token, cancellation), $"schedule {genesis.Schedule.Name}");
    }

    // What is sent when the job is posted, and what the sponsor sends until its rows are revealed.
    private static async Task<(GasCost? Now, GasCost? Later)> GasAsync(Screen screen, MarketSession? session, CheckedJob job, CancellationToken cancellation)
    {
        if (session is null)
        {
            return (null, null);
        }

        var forecast = new GasForecast(session, session.Escrow, words => screen.Warn(Markup.Escape(words)));
        return (await forecast.OfPostingAsync(job, cancellation), job.Draft.IsSealed ? await forecast.OfRevealAsync(job, cancellation) : null);
    }

    private static CheckView ViewOf(CheckedJob job, JobMoney money, long work) => new(
        JobNames.Of(JobNames.Kinds, job.Draft.Kind),
        JobNames.Of(JobNames.PayRules, job.Draft.PayRule),
        job.Initial.Value,
        job.Initial.StandardError,
        job.Rows.RowCount,
        TermsBuilder.PublicRows(job.Draft, job.Rows.RowCount),
        job.Bench.Parameters,
        job.Terms.Target,
        job.Terms.MinImprovement,
        Text(money.Reward),
        Text(money.SponsorBond),
        Text(money.Locked),
        Text(money.ClientBond),
        1 + (work / Limits.InputWorkMax),
        Poster.Duration(job.Terms));

    private static Grid GridOf(CheckedJob job, JobMoney money, TokenInfo token, CheckView view, GasCost? now, GasCost? later)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        void Row(string name, string value) => grid.AddRow($"[grey]{name}[/]", Markup.Escape(value));
        Row("job", $"\"{job.Draft.Title}\", {view.Kind}, pays {view.Pay}");
        Row("initial score", $"{Units.Score(view.InitialScore)} ± {Units.Score(view.StandardError)} (one standard error) on {view.Rows} rows{(view.Rows < Limits.NoisyRows ? "; few, so the score is noisy" : string.Empty)}");
        Row("rows", job.Draft.IsSealed ? $"{view.PublicRows} of {view.Rows} become public when the job starts, the others after all weights are in" : $"all {view.Rows} are public: they can be learned by heart");
        Row("target", $"an improvement of {Units.Score((long)view.Target)} earns the whole reward, none below {Units.Score((long)view.MinImprovement)} counts");
        Row("submission", $"{view.Parameters} numbers; judging one takes at most {view.InputsPerSubmission} inputs of machine time");
        Row("reward", token.Text(money.Reward));
        Row("your bond", money.SponsorBond == 0 ? "none" : $"{token.Text(money.SponsorBond)}, lost if you do not reveal every hidden group in time; where others are paid then, what is left of the reward is burned with it");
        Row("money needed", $"{token.Text(money.Locked)} and gas");
        if (now is not null)
        {
            Row("gas now", now.ToString());
        }

        if (later is not null)
        {
            Row("gas until reveal", later.ToString());
        }

        Row("client bond", money.ClientBond == 0 ? "none" : $"{token.Text(money.ClientBond)} for each commitment");
        Row("longest", Units.Duration(view.Seconds));
        return grid;
    }

    private static string Text(UInt128 amount) => amount.ToString(CultureInfo.InvariantCulture);
}
