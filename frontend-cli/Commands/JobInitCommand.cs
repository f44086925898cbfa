using System.CommandLine;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>job init</c>: writes a job.toml with every default explained.</summary>
internal static class JobInitCommand
{
    private const string Head = """
        # A job. Only model and data are missing; everything else has the default that is written here.
        # Before posting: modelmarket job check job.toml

        title = "What the model is for, in one line"
        kind = "{kind}"           # sealed: rows hidden until all weights are in; open: all rows public; rounds: federated averaging

        model = "model.onnx"      # ONNX with the initial weights; normalise inside the graph, by Constant nodes: every initializer is trained
        data = "validation.csv"   # validation rows: CSV (label last, or name it below) or safetensors
        # label = "diagnosis"

        reward = "1000"           # whole tokens; locked in the escrow until the job ends
        # token = "eth"           # or the address of a token; on a local network its test token

        metric = "log-loss"       # log-loss, accuracy, roc-auc, balanced-accuracy, f1, rmse, mae, r2
        output-kind = "logits"    # logits, probabilities, label or value
        # output = "logits"       # the graph output that is scored; the first where missing
        positive-class = 1
        # target = "0.25"         # the improvement that earns the whole reward; the whole way to a perfect score where missing
        # min-improvement = "0"   # a smaller improvement earns nothing; twice the standard error where there are few rows

        """;

    private const string SealedPart = """
        pay = "guaranteed"        # guaranteed: a slot for each commitment, by its score alone. Relative, so that you could win your own job:
                                  # proportional, winner, records
        # winner-threshold = "0.1"  # pay = "winner": the score the best must reach
        # bond = "300"            # yours, lost if you do not reveal; 30 % of the reward where missing, which is the least
        # client-bond = "10"      # each commitment brings it; a tenth of a slot where missing
        groups = 20               # the rows are shuffled and split; max(6, 30 %) of the groups are drawn and become public

        max-submissions = 10      # slots
        funded = "{funded}"            # the groups to open are drawn by then (9 to 264 blocks after posting)

        """;

    private const string OpenPart = """
        pay = "records"           # each improvement over the best so far
        max-submissions = 32
        direct-submit = false     # true allows weights without a commitment, which can be front-run

        """;

    private const string RoundsPart = """
        pay = "shapley"           # each round pays by what each client adds
        mixed = false             # true, above ten clients: half by improvement, half by leaving one out
        rounds = 5
        aggregator = "gated"      # gated, mean, clipped, median, trimmed, krum, multi-krum
        # aggregator-parameter = 100  # clip bound x 1000, thousandths trimmed, or hostile clients expected
        final-thousandths = 500   # what the final check on sealed rows pays; at least half
        scoring = "{scoring}"           # from the last blocks of a round to the next round
        groups = 20               # sealed rows; 0 makes all rows public and there is no final check
        # bond = "300"            # yours, lost if you do not reveal; 30 % of the reward where missing

        max-submissions = 10      # for each round
        funded = "{funded}"            # the groups to open are drawn by then (9 to 264 blocks after posting)

        """;

    private const string Tail = """
        prepare = "{prepare}"           # model and public rows must be uploaded by then; ends early when all is there
        open = "{open}"              # clients commit
        reveal = "{reveal}"            # then they reveal
        upload = "{upload}"            # and upload
        {sealed-reveal}
        trainer = "builtin:adam,lr=0.01,epochs=100,batch=32"
        # trainer-file = "mlp.wasm" # with trainer = "wasm:fuel=20000,memory=64,epochs=20": a WebAssembly module (TRAINERS.md)
        # schema = "schema.json"  # columns, ranges, units and normalisation of the rows: `data check` tells clients whether theirs fit (DATA.md)
        # batch-rows = 64         # rows per evaluation batch
        # norm-bound = "10"       # how far weights may move, as L2 norm
        duplicate-thousandths = 999   # cosine from which a submission is a copy of an earlier one; 0 for exact copies only
        # stake-cap-thousandths = 5000  # pay is at most this part of the client bond
        accept-noisy = false      # true accepts a least improvement within the noise of the score

        # [[floor]]               # a least score on a part of the rows: a class, or a slice of the data's slice column
        # by = "class"
        # value = 0
        # metric = "accuracy"
        # least = "0.8"

        """;

    private const string SealedReveal = """sealed-reveal = "{reveal-time}"     # then you reveal the hidden groups, or your bond and what is left of the reward are burned""";

    // Hours on public networks, where blocks are final late; minutes are enough on a local one.
    private static readonly (string Key, string Public, string Local)[] Times =
    [
        ("{funded}", "1h", "1m"), ("{prepare}", "6h", "5m"), ("{open}", "7d", "5m"), ("{reveal}", "6h", "2m"), ("{upload}", "6h", "2m"),
        ("{reveal-time}", "24h", "2m"), ("{scoring}", "6h", "2m"),
    ];

    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var path = new Argument<string>("file") { Description = "Where to write it", DefaultValueFactory = _ => "job.toml" };
        var kind = new Option<string>("--kind") { Description = "sealed, open or rounds", DefaultValueFactory = _ => "sealed" };
        var local = new Option<bool>("--local") { Description = "Minutes instead of hours: for a local network" };
        var command = Verb.Of("init", "Writes a job.toml with every default explained.", "modelmarket job init", host, options, async (context, cancellation) =>
        {
            var file = context.Arguments.GetRequiredValue(path);
            if (File.Exists(file))
            {
                throw CliFault.Usage($"{file} exists.", "Name another file.");
            }

            await File.WriteAllTextAsync(file, Template(JobNames.Read(context.Arguments.GetRequiredValue(kind), JobNames.Kinds, "--kind"), context.Arguments.GetValue(local)), cancellation);
            context.Screen.Data(new FileView(file), CliJson.Default.FileView);
            context.Screen.ShowLine($"{Markup.Escape(file)} written; only model and data are missing");
            return ExitCode.Ok;
        });
        command.Add(path);
        command.Add(kind);
        command.Add(local);
        return command;
    }

    /// <summary>The file of a kind of job.</summary>
    public static string Template(byte kind, bool local)
    {
        var part = kind switch { JobNames.KindOpen => OpenPart, JobNames.KindSealed => SealedPart, _ => RoundsPart };
        var text = (Head + part + Tail)
            .Replace("{kind}", JobNames.Of(JobNames.Kinds, kind), StringComparison.Ordinal)
            .Replace("{sealed-reveal}\n", kind == JobNames.KindOpen ? "\n" : SealedReveal + "\n\n", StringComparison.Ordinal);
        return Times.Aggregate(text, (filled, time) => filled.Replace(time.Key, local ? time.Local : time.Public, StringComparison.Ordinal));
    }
}
