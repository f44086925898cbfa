using System.CommandLine;
using System.Globalization;
using ModelMarket.Cli.Data;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Modeling;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>job post</c>: locks a reward and opens a job.</summary>
internal static class JobPostCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var path = new Argument<string?>("job.toml") { Description = "The job; options below override it", Arity = ArgumentArity.ZeroOrOne };
        var texts = TextOptions();
        var numbers = NumberOptions();
        var direct = new Option<bool?>("--direct-submit") { Description = "Allow weights without a commitment" };
        var noisy = new Option<bool?>("--accept-noisy") { Description = "Accept a least improvement within the noise of the score" };
        var command = Verb.Of("post", "Posts a job: checks and scores the model here, locks the reward, uploads model and data.", "modelmarket job post job.toml --reward 1000", host, options, (context, cancellation) =>
        {
            var given = context.Arguments.GetValue(path);
            var file = given is null ? new JobFile() : JobDraftReader.Load(given);
            foreach (var (option, set) in texts)
            {
                set(file, context.Arguments.GetValue(option));
            }

            foreach (var (option, set) in numbers)
            {
                set(file, context.Arguments.GetValue(option));
            }

            file.DirectSubmit = context.Arguments.GetValue(direct) ?? file.DirectSubmit;
            file.AcceptNoisy = context.Arguments.GetValue(noisy) ?? file.AcceptNoisy;
            var folder = given is null ? Environment.CurrentDirectory : Path.GetDirectoryName(Path.GetFullPath(given))!;
            return RunAsync(context, file, folder, cancellation);
        });
        command.Add(path);
        texts.ForEach(text => command.Add(text.Option));
        numbers.ForEach(number => command.Add(number.Option));
        command.Add(direct);
        command.Add(noisy);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, JobFile file, string folder, CancellationToken cancellation)
    {
        var draft = JobDraftReader.Complete(file, folder, NetworkProfile.Load(context.Host.Home)?.Token);
        var model = await File.ReadAllBytesAsync(draft.Model, cancellation);
        var data = DataFile.Load(draft.Data, draft.Label).DataSet.Encode();
        var bench = Workbench.Open(model, data, TermsBuilder.ForJudge(draft));
        var initial = bench.ScoreInitial();
        if (initial.IsWorst)
        {
            throw CliFault.Usage("The initial model's outputs are not all finite on the data.", "Normalise inside the graph and check the weights.");
        }

        var terms = TermsBuilder.Build(draft, bench, initial);
        using var session = await SessionFactory.OpenAsync(context, cancellation);
        using var user = new UserMarket(session, KeySource.Find(context, session.ChainId), words => context.Screen.Say(Markup.Escape(words)));
        var token = await TokenInfo.ReadAsync(session.Ethereum, draft.Token, cancellation);
        var reward = token.Parse(draft.Reward, "reward");
        context.Screen.Say($"initial score {Units.Score(initial.Value)} ± {Units.Score(initial.StandardError)}; locking {Markup.Escape(token.Text(reward))} until at least {JobText.Time(Poster.ReclaimAfter(terms, (ulong)DateTimeOffset.UtcNow.ToUnixTimeSeconds()))} without the rollup");
        var posted = await user.Poster.PostAsync(terms, token, reward, model, data, cancellation);
        context.Screen.Data(
            new PostView(posted.JobId, posted.Transaction.ToString(), posted.Job.Phase.ToString(), reward.ToString(CultureInfo.InvariantCulture), posted.Job.Prepared?.M0, posted.Job.End?.Name),
            CliJson.Default.PostView);
        if (posted.Job.End is { } end)
        {
            throw CliFault.Rejected($"Job {posted.JobId} was refused and its money goes back: {end.Message} {end.Detail}".TrimEnd(), $"modelmarket claim {posted.JobId} brings the refund.", end.Name);
        }

        context.Screen.ShowLine($"Job {posted.JobId} posted: {posted.Job.Phase}, initial score {JobText.Score(posted.Job.Prepared?.M0)}");
        context.Screen.Warn("the validation data is public: it can be learned by heart");
        return ExitCode.Ok;
    }

    private static List<(Option<string?> Option, Action<JobFile, string?> Set)> TextOptions() =>
    [
        Text("--title", "One line for people", (file, value) => file.Title = value ?? file.Title),
        Text("--model", "ONNX file with the initial weights", (file, value) => file.Model = Full(value) ?? file.Model),
        Text("--data", "Public validation data: CSV or safetensors", (file, value) => file.Data = Full(value) ?? file.Data),
        Text("--label", "Column of the label in a CSV", (file, value) => file.Label = value ?? file.Label),
        Text("--reward", "Reward in whole tokens, such as 1000", (file, value) => file.Reward = value ?? file.Reward),
        Text("--token", "Token contract, or eth", (file, value) => file.Token = value ?? file.Token),
        Text("--metric", "log-loss, accuracy, roc-auc, balanced-accuracy, f1, rmse, mae or r2", (file, value) => file.Metric = value ?? file.Metric),
        Text("--output", "Graph output that is scored", (file, value) => file.Output = value ?? file.Output),
        Text("--output-kind", "logits, probabilities, label or value", (file, value) => file.OutputKind = value ?? file.OutputKind),
        Text("--target", "Improvement that earns the whole reward", (file, value) => file.Target = value ?? file.Target),
        Text("--min-improvement", "A smaller improvement earns nothing", (file, value) => file.MinImprovement = value ?? file.MinImprovement),
        Text("--prepare", "Longest Preparing, such as 1h", (file, value) => file.Prepare = value ?? file.Prepare),
        Text("--open", "Length of Open, such as 7d", (file, value) => file.Open = value ?? file.Open),
        Text("--reveal", "From a commitment to its reveal", (file, value) => file.Reveal = value ?? file.Reveal),
        Text("--upload", "From that deadline to the last block", (file, value) => file.Upload = value ?? file.Upload),
        Text("--trainer", "How clients are asked to train", (file, value) => file.Trainer = value ?? file.Trainer),
        Text("--norm-bound", "Bound of the L2 norm of the weight delta", (file, value) => file.NormBound = value ?? file.NormBound),
    ];

    private static List<(Option<uint?> Option, Action<JobFile, uint?> Set)> NumberOptions() =>
    [
        Number("--positive-class", "Index of the positive class", (file, value) => file.PositiveClass = value ?? file.PositiveClass),
        Number("--max-submissions", "Commitments that count", (file, value) => file.MaxSubmissions = value ?? file.MaxSubmissions),
        Number("--batch-rows", "Rows per evaluation batch", (file, value) => file.BatchRows = value ?? file.BatchRows),
        Number("--duplicate-thousandths", "Cosine from which a submission is a copy; 0 for exact copies only", (file, value) => file.DuplicateThousandths = value ?? file.DuplicateThousandths),
    ];

    // An option's path starts where the command runs, a path in job.toml where the file lies.
    private static string? Full(string? path) => path is null ? null : Path.GetFullPath(path);

    private static (Option<string?>, Action<JobFile, string?>) Text(string name, string description, Action<JobFile, string?> set) =>
        (new Option<string?>(name) { Description = description }, set);

    private static (Option<uint?>, Action<JobFile, uint?>) Number(string name, string description, Action<JobFile, uint?> set) =>
        (new Option<uint?>(name) { Description = description }, set);
}
