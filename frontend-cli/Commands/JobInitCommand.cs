using System.CommandLine;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>job init</c>: writes a job.toml with every default explained.</summary>
internal static class JobInitCommand
{
    private const string Template = """
        # A job. Only model and data are missing; everything else has the default that is written here.

        title = "What the model is for, in one line"

        model = "model.onnx"      # ONNX with the initial weights; normalise inside the graph
        data = "validation.csv"   # public validation rows: CSV (label last, or name it below) or safetensors
        # label = "diagnosis"

        reward = "1000"           # whole tokens; locked in the escrow until the job ends
        # token = "eth"           # or the address of a token; on a local network its test token

        metric = "log-loss"       # log-loss, accuracy, roc-auc, balanced-accuracy, f1, rmse, mae, r2
        output-kind = "logits"    # logits, probabilities, label or value
        # output = "logits"       # the graph output that is scored; the first where missing
        positive-class = 1
        # target = "0.25"         # the improvement that earns the whole reward; the whole way to a perfect score where missing
        # min-improvement = "0"   # a smaller improvement earns nothing; twice the standard error where there are few rows

        max-submissions = 32
        prepare = "1h"            # model and data must be uploaded by then
        open = "7d"               # clients commit
        reveal = "6h"             # from a commitment to its reveal
        upload = "6h"             # from there to the last block

        trainer = "builtin:adam,lr=0.01,epochs=100,batch=32"
        # batch-rows = 64         # rows per evaluation batch
        # norm-bound = "10"       # how far weights may move, as L2 norm
        duplicate-thousandths = 999   # cosine from which a submission is a copy of an earlier one; 0 for exact copies only
        direct-submit = false     # true allows weights without a commitment, which can be front-run
        accept-noisy = false      # true accepts a least improvement within the noise of the score

        """;

    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var path = new Argument<string>("file") { Description = "Where to write it", DefaultValueFactory = _ => "job.toml" };
        var command = Verb.Of("init", "Writes a job.toml with every default explained.", "modelmarket job init", host, options, async (context, cancellation) =>
        {
            var file = context.Arguments.GetRequiredValue(path);
            if (File.Exists(file))
            {
                throw CliFault.Usage($"{file} exists.", "Name another file.");
            }

            await File.WriteAllTextAsync(file, Template, cancellation);
            context.Screen.ShowLine($"{Markup.Escape(file)} written; only model and data are missing");
            return ExitCode.Ok;
        });
        command.Add(path);
        return command;
    }
}
