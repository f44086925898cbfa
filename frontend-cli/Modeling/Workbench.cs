using ModelMarket.Core;
using ModelMarket.Core.Judging;
using ModelMarket.Learning;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Training;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Cli.Modeling;

/// <summary>
/// A job's model and public data on this machine: scores weights with the very code that judges them, so that the score is exact, and
/// trains on rows that stay here.
/// </summary>
internal sealed class Workbench
{
    private readonly OnnxModel _model;
    private readonly PlanOptions _plan;
    private readonly WeightSet? _start;

    private Workbench(OnnxModel model, Judge judge, IPartition partition)
        : this(model, judge, new PlanOptions { Partition = partition }, null)
    {
    }

    private Workbench(OnnxModel model, Judge judge, PlanOptions plan, WeightSet? start)
    {
        _model = model;
        _plan = plan;
        _start = start;
        Judge = judge;
    }

    /// <summary>The machine's judge of this job.</summary>
    public Judge Judge { get; }

    /// <summary>The job's model.</summary>
    public OnnxModel Model => _model;

    /// <summary>Kernels and threads; they never change a bit of a result.</summary>
    public PlanOptions Plan => _plan;

    /// <summary>The rows that are scored.</summary>
    public DataSet Data => Judge.Scorer.Data;

    /// <summary>Numbers a submission holds.</summary>
    public long Parameters => Judge.Layout.WeightCount;

    /// <summary>True where a larger score is better.</summary>
    public bool HigherIsBetter => Judge.Scorer.HigherIsBetter;

    /// <summary>Opens a model and data under terms, to score and train on all processors of this machine.</summary>
    /// <exception cref="CliFault">The machine would refuse them; the words are the machine's own.</exception>
    public static Workbench Open(ReadOnlyMemory<byte> model, ReadOnlyMemory<byte> data, JudgeTerms terms) =>
        Open(model, [new JudgeData(data, null)], terms);

    /// <summary>The same with a partition of the caller's choice; it changes no bit.</summary>
    public static Workbench Open(ReadOnlyMemory<byte> model, ReadOnlyMemory<byte> data, JudgeTerms terms, IPartition partition) =>
        Open(model, [new JudgeData(data, null)], terms, partition);

    /// <summary>As above, with rows in several files, joined in their order.</summary>
    public static Workbench Open(ReadOnlyMemory<byte> model, IReadOnlyList<JudgeData> data, JudgeTerms terms) =>
        Open(model, data, terms, ThreadPartition.OfThisMachine);

    private static Workbench Open(ReadOnlyMemory<byte> model, IReadOnlyList<JudgeData> data, JudgeTerms terms, IPartition partition)
    {
        if (!Judge.TryCreate(model, data, terms, partition, out var judge, out var code, out var detail))
        {
            var text = Rejections.Of(code);
            throw CliFault.Usage($"{text.Message} {Words(detail)}", text.Hint, text.Name);
        }

        return OnnxModel.TryParse(model, out var parsed, out var fault) ? new Workbench(parsed!, judge, partition) : throw Refused("The model", fault);
    }

    /// <summary>The bench of a round: the same rows and terms, starting from the global model.</summary>
    public Workbench StartingFrom(WeightSet global) => new(_model, Judge.StartingFrom(global), _plan, global);

    /// <summary>The score of the model it starts from: the initial one, or a round's global one.</summary>
    public Score ScoreInitial() => Score(_start);

    /// <summary>The exact score of weights; null for the initial model's.</summary>
    public Score Score(WeightSet? weights) =>
        Judge.Scorer.TryScore(weights, out var score, out var fault) ? score : throw Refused("The scoring run", fault);

    /// <summary>The share of rows that weights get right, where the data has classes; null elsewhere.</summary>
    public Score? Accuracy(WeightSet? weights)
    {
        var terms = Judge.Scorer.Terms with { Metric = Metric.Accuracy };
        return Scorer.TryCreate(_model, Data, terms, _plan, out var scorer, out _) && scorer!.TryScore(weights, out var score, out _) ? score : null;
    }

    /// <summary>Reads a file of weights as the machine does.</summary>
    public WeightSet ReadWeights(ReadOnlyMemory<byte> file)
    {
        if (Judge.TryDecode(file, out var weights, out var detail))
        {
            return weights;
        }

        throw CliFault.Usage($"These are not weights of the job's model: {Words(detail)}.", "Train with `modelmarket train`, or write safetensors with the initializers' names.");
    }

    /// <summary>Trains on rows, from the weights of the model it starts from.</summary>
    /// <param name="rows">The rows; nothing of them is kept.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops after an epoch.</param>
    public TrainingResult Train(DataSet rows, TrainingOptions options, Action<double> progress, CancellationToken cancellation)
    {
        if (!Trainer.TryCreate(_model, Judge.Initial, rows, Judge.Scorer.Terms, options, _plan, out var trainer, out var fault))
        {
            throw Refused("Training on these rows", fault);
        }

        var done = trainer!.TryRun(
            step =>
            {
                progress((double)step.Epoch / step.Epochs);
                return !cancellation.IsCancellationRequested;
            },
            out var result,
            out fault);
        cancellation.ThrowIfCancellationRequested();
        return done ? result! : throw Refused("Training", fault);
    }

    /// <summary>Reads how a job asks its clients to train.</summary>
    public static TrainingOptions ReadTrainer(string text) =>
        TrainerString.TryParse(text, out var options, out var fault) ? options! : throw Refused("The trainer", fault);

    /// <summary>What the judge says, without the number of the fault before it.</summary>
    public static string Words(string detail) => detail.Split(": ", 2) is [var number, var words] && number.All(char.IsAsciiDigit) ? words : detail;

    private static CliFault Refused(string what, LearningFault fault) =>
        CliFault.Usage($"{what} is not possible: {fault.Detail}.", "Mend the file or the terms and try again.", fault.Error.ToString());
}
