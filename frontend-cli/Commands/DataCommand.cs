using System.CommandLine;
using ModelMarket.Cli.Data;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>data …</c>: whether rows fit a job, and turning them into what models take. Nothing is sent anywhere.</summary>
internal static class DataCommand
{
    private const int ProblemsShownMax = 1_000;

    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options) => new("data", "Checks and converts your rows; they never leave this machine.")
    {
        Check(host, options),
        Import(host, options),
    };

    private static Command Check(CliHost host, GlobalOptions options)
    {
        var parts = new Parts();
        var command = Verb.Of("check", "Says whether rows fit a job's schema, and why not, row by row.", "modelmarket data check mine.csv --job 7", host, options, async (context, cancellation) =>
        {
            var path = context.Arguments.GetRequiredValue(parts.Rows);
            var schema = await parts.SchemaAsync(context, cancellation);
            var (rows, problems) = DataFile.Check(path, context.Arguments.GetValue(parts.Label), schema);
            var bad = problems.Select(problem => problem.Line).Distinct().Count();
            var tooFew = rows < (schema?.RowsMin ?? 0);
            context.Screen.Data(
                new DataCheckView(path, rows, rows - bad, schema?.RowsMin ?? 0, problems.Count, [.. problems.Take(ProblemsShownMax).Select(problem => new DataProblemView(problem.Line, problem.Column, problem.Message))]),
                ContentJson.Default.DataCheckView);
            foreach (var problem in problems.Take(ProblemsShownMax))
            {
                context.Screen.ShowLine(Markup.Escape(problem.ToString()));
            }

            context.Screen.ShowLine(Markup.Escape($"{rows - bad} of {rows} rows fit{(problems.Count > ProblemsShownMax ? $"; {problems.Count - ProblemsShownMax} more problems are not shown" : "")}{(tooFew ? $"; the job wants at least {schema!.RowsMin} rows" : "")}"));
            return problems.Count == 0 && !tooFew ? ExitCode.Ok : ExitCode.Failed;
        });
        parts.AddTo(command);
        return command;
    }

    private static Command Import(CliHost host, GlobalOptions options)
    {
        var parts = new Parts();
        var output = new Option<string>("--output", "-o") { Description = "Where to write the rows, ready for the model", HelpName = "rows.safetensors", Required = true };
        var command = Verb.Of("import", "Reads CSV, ARFF, IDX, NPY, NPZ or Parquet and writes rows as the job normalises them.", "modelmarket data import mine.parquet --job 7 -o mine.safetensors", host, options, async (context, cancellation) =>
        {
            var schema = await parts.SchemaAsync(context, cancellation);
            var loaded = DataFile.Load(context.Arguments.GetRequiredValue(parts.Rows), context.Arguments.GetValue(parts.Label), schema);
            var path = context.Arguments.GetRequiredValue(output);
            await StateFolder.WriteAsync(Path.GetFullPath(path), loaded.DataSet.Encode(), cancellation);
            var shape = loaded.DataSet.Inputs[0].Tensor.Shape;
            context.Screen.Data(new DataImportView(path, loaded.DataSet.RowCount, [.. shape[1..]], loaded.Classes), ContentJson.Default.DataImportView);
            context.Screen.ShowLine(Markup.Escape($"{path}: {loaded.DataSet.RowCount} rows of [{string.Join(", ", shape[1..])}]{(schema?.HasStandardisation == true ? ", normalised as the schema says" : "")}"));
            return ExitCode.Ok;
        });
        parts.AddTo(command);
        command.Add(output);
        return command;
    }

    /// <summary>What both verbs take.</summary>
    private sealed class Parts
    {
        private readonly Option<ulong?> _job = new("--job") { Description = "The job whose schema counts", HelpName = "n" };
        private readonly Option<string?> _schema = new("--schema") { Description = "A schema file instead of a job's", HelpName = "file" };
        private readonly Option<string?> _storage = ContentCommand.StorageOption();

        public Argument<string> Rows { get; } = new("rows") { Description = "CSV, ARFF, IDX, NPY, NPZ, Parquet or safetensors" };

        public Option<string?> Label { get; } = new("--label") { Description = "Column of the label, or the file of labels for IDX and NPY", HelpName = "name" };

        public void AddTo(Command command)
        {
            command.Add(Rows);
            command.Add(_job);
            command.Add(_schema);
            command.Add(Label);
            command.Add(_storage);
        }

        public async Task<DataSchema?> SchemaAsync(CommandContext context, CancellationToken cancellation)
        {
            var number = context.Arguments.GetValue(_job);
            var path = context.Arguments.GetValue(_schema);
            if (number is not null && path is not null)
            {
                throw CliFault.Usage("--job and --schema exclude each other.");
            }

            if (number is not { } jobId)
            {
                return path is null ? null : DataSchema.Load(path);
            }

            using var session = await SessionFactory.OpenAsync(context, cancellation);
            var job = await new MarketReader(session.Node).JobAsync(jobId, cancellation);
            using var content = ContentCommand.Open(context, _storage);
            return await new JobAttachments(content).SchemaAsync(job, cancellation)
                ?? throw CliFault.Failed($"Job {jobId} does not say what data it wants.", "Ask its sponsor, or check against a file with --schema.");
        }
    }
}
