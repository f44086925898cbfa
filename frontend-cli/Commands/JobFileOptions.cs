using System.CommandLine;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Session;

namespace ModelMarket.Cli.Commands;

/// <summary>A <c>job.toml</c> and the options that override its keys.</summary>
internal sealed class JobFileOptions
{
    private const string UsualName = "job.toml";

    private readonly Argument<string?> _path = new("job.toml") { Description = "The job; options below override it", Arity = ArgumentArity.ZeroOrOne };
    private readonly List<(Option<string?> Option, Action<JobFile, string?> Set)> _texts = TextOptions();
    private readonly List<(Option<uint?> Option, Action<JobFile, uint?> Set)> _numbers = NumberOptions();
    private readonly Option<bool?> _direct = new("--direct-submit") { Description = "Allow weights without a commitment" };
    private readonly Option<bool?> _noisy = new("--accept-noisy") { Description = "Accept a least improvement within the noise of the score" };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_path);
        _texts.ForEach(text => command.Add(text.Option));
        _numbers.ForEach(number => command.Add(number.Option));
        command.Add(_direct);
        command.Add(_noisy);
    }

    /// <summary>What was given, with defaults filled in.</summary>
    public JobDraft Read(CommandContext context)
    {
        var given = context.Arguments.GetValue(_path);
        var file = given is null ? new JobFile() : JobDraftReader.Load(given);
        foreach (var (option, set) in _texts)
        {
            set(file, context.Arguments.GetValue(option));
        }

        foreach (var (option, set) in _numbers)
        {
            set(file, context.Arguments.GetValue(option));
        }

        if (given is null && file.Title is null)
        {
            var verb = $"modelmarket job {context.Arguments.CommandResult.Command.Name} {UsualName}";
            throw CliFault.Usage($"The job has no title, and no {UsualName} was named.", File.Exists(UsualName) ? $"It is here: {verb}" : $"`modelmarket job init` writes one; then: {verb}");
        }

        file.DirectSubmit = context.Arguments.GetValue(_direct) ?? file.DirectSubmit;
        file.AcceptNoisy = context.Arguments.GetValue(_noisy) ?? file.AcceptNoisy;
        var folder = given is null ? Environment.CurrentDirectory : Path.GetDirectoryName(Path.GetFullPath(given))!;
        return JobDraftReader.Complete(file, folder, Profiles.Of(context)?.Token);
    }

    private static List<(Option<string?> Option, Action<JobFile, string?> Set)> TextOptions() =>
    [
        Text("--title", "One line for people", (file, value) => file.Title = value ?? file.Title),
        Text("--model", "ONNX file with the initial weights", (file, value) => file.Model = Full(value) ?? file.Model),
        Text("--data", "Validation data, CSV or safetensors: sealed, or public in an open job", (file, value) => file.Data = Full(value) ?? file.Data),
        Text("--label", "Column of the label in a CSV", (file, value) => file.Label = value ?? file.Label),
        Text("--reward", "Reward in whole tokens, such as 1000", (file, value) => file.Reward = value ?? file.Reward),
        Text("--token", "Token contract, or eth", (file, value) => file.Token = value ?? file.Token),
        Text("--metric", "log-loss, accuracy, roc-auc, balanced-accuracy, f1, rmse, mae or r2", (file, value) => file.Metric = value ?? file.Metric),
        Text("--output", "Graph output that is scored", (file, value) => file.Output = value ?? file.Output),
        Text("--output-kind", "logits, probabilities, label or value", (file, value) => file.OutputKind = value ?? file.OutputKind),
        Text("--target", "Improvement that earns the whole reward", (file, value) => file.Target = value ?? file.Target),
        Text("--min-improvement", "A smaller improvement earns nothing", (file, value) => file.MinImprovement = value ?? file.MinImprovement),
        Text("--kind", "sealed, open or rounds", (file, value) => file.Kind = value ?? file.Kind),
        Text("--pay", "guaranteed, proportional, winner or records; rounds pay by shapley", (file, value) => file.Pay = value ?? file.Pay),
        Text("--bond", "Sponsor bond in whole tokens; 30 % of the reward where missing", (file, value) => file.Bond = value ?? file.Bond),
        Text("--client-bond", "Least bond of a commitment in whole tokens", (file, value) => file.ClientBond = value ?? file.ClientBond),
        Text("--funded", "Length of Funded, in which the groups to open are drawn", (file, value) => file.Funded = value ?? file.Funded),
        Text("--sealed-reveal", "How long you have to reveal the hidden groups", (file, value) => file.SealedReveal = value ?? file.SealedReveal),
        Text("--scoring", "From the last blocks of a round to the next round", (file, value) => file.Scoring = value ?? file.Scoring),
        Text("--aggregator", "gated, mean, clipped, median, trimmed, krum or multi-krum", (file, value) => file.Aggregator = value ?? file.Aggregator),
        Text("--winner-threshold", "The score the winner must reach", (file, value) => file.WinnerThreshold = value ?? file.WinnerThreshold),
        Text("--prepare", "Longest Preparing, such as 1h", (file, value) => file.Prepare = value ?? file.Prepare),
        Text("--open", "Length of Open, such as 7d", (file, value) => file.Open = value ?? file.Open),
        Text("--reveal", "From a commitment to its reveal", (file, value) => file.Reveal = value ?? file.Reveal),
        Text("--upload", "From that deadline to the last block", (file, value) => file.Upload = value ?? file.Upload),
        Text("--trainer", "How clients are asked to train: builtin:…, wasm:… or own", (file, value) => file.Trainer = value ?? file.Trainer),
        Text("--trainer-file", "The WebAssembly module of a wasm: trainer", (file, value) => file.TrainerFile = Full(value) ?? file.TrainerFile),
        Text("--schema", "What data clients need, a JSON file", (file, value) => file.Schema = Full(value) ?? file.Schema),
        Text("--norm-bound", "Bound of the L2 norm of the weight delta", (file, value) => file.NormBound = value ?? file.NormBound),
    ];

    private static List<(Option<uint?> Option, Action<JobFile, uint?> Set)> NumberOptions() =>
    [
        Number("--positive-class", "Index of the positive class", (file, value) => file.PositiveClass = value ?? file.PositiveClass),
        Number("--max-submissions", "Commitments that count", (file, value) => file.MaxSubmissions = value ?? file.MaxSubmissions),
        Number("--groups", "Groups the sealed rows are split into", (file, value) => file.Groups = value ?? file.Groups),
        Number("--rounds", "Rounds of federated averaging", (file, value) => file.Rounds = value ?? file.Rounds),
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
