using ModelMarket.Learning.Data;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Training.Privacy;

/// <summary>Trains with differential privacy. The secret is 256 bits from the operating system, given by the caller, never kept; without knowing it
/// nobody can repeat the run (numerics.md §4).</summary>
public sealed class PrivateTrainer
{
    /// <summary>Bytes of the secret.</summary>
    public const int SecretBytes = ChaCha20Stream.KeyBytes;

    private readonly DataSet rows;
    private readonly TrainingOptions options;
    private readonly WeightSet weights;
    private readonly List<int> trained;
    private readonly TrainingStep single;
    private readonly double[] rowWeights;

    private PrivateTrainer(TrainerParts parts)
    {
        rows = parts.Rows;
        options = parts.Options;
        weights = parts.Weights;
        trained = parts.Trained;
        single = parts.Full;
        rowWeights = parts.RowWeights;
    }

    /// <summary>Chance of each row to be in a batch.</summary>
    public double SampleRate => options.BatchRows < rows.RowCount ? (double)options.BatchRows / rows.RowCount : 1.0;

    /// <summary>Steps of one epoch.</summary>
    public int StepsPerEpoch => Math.Max(1, rows.RowCount / options.BatchRows);

    /// <summary>Checks and plans. Refused besides what <see cref="Trainer"/> refuses: no noise, a hold-out, balanced classes and batch normalisation, since all
    /// three would tell of rows without noise.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layout">The tensors of a submission.</param>
    /// <param name="data">The rows.</param>
    /// <param name="terms">Names the output and its kind.</param>
    /// <param name="options">How to train; <see cref="TrainingOptions.BatchRows"/> is the expected batch size.</param>
    /// <param name="planOptions">Kernels and partition.</param>
    /// <param name="trainer">The trainer.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryCreate(
        OnnxModel model, ParameterLayout layout, DataSet data, ScoringTerms terms, TrainingOptions options, PlanOptions planOptions,
        out PrivateTrainer? trainer, out LearningFault fault)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(planOptions);
        trainer = null;
        string? why = !(options.PrivacyNoise > 0f) ? "private training needs noise (dpnoise)"
            : options.HoldOutThousandths > 0 ? "a hold-out chooses weights by rows without noise"
            : options.BalancedClasses ? "balanced class weights are counted from rows without noise"
            : options.GradientNormMax > 0f ? "private training clips every row (dpclip), not the batch (clip)"
            : null;
        foreach (Parameter parameter in layout.Parameters)
            why ??= parameter.Role == ParameterRole.Statistic ? $"'{parameter.Name}' is a running statistic of rows without noise" : null;
        if (why is not null)
        {
            fault = new LearningFault(LearningError.TrainingOptions, why);
            return false;
        }

        if (!WeightSet.TryFromModel(model, layout, out WeightSet? start, out fault)
            || !TrainerParts.TryCreate(model, start!, data, terms, options, planOptions, 0, out TrainerParts? parts, out fault, singleRows: true))
            return false;
        trainer = new PrivateTrainer(parts!);
        return true;
    }

    /// <summary>Trains. <paramref name="secret"/> is <see cref="SecretBytes"/> random bytes; the caller clears them afterwards.</summary>
    public bool TryRun(ReadOnlySpan<byte> secret, Func<TrainingProgress, bool>? progress, out TrainingResult? result, out LearningFault fault)
    {
        result = null;
        fault = default;
        FloatEnvironment.Require();
        IOptimizer optimizer = OptimizerState.Begin(options, trained.ConvertAll(index => weights.Tensors[index].Count));
        PrivateStep step = Step(new ChaCha20Stream(secret));
        double loss = 0.0;
        int epoch = 0;
        bool goOn = true;
        while (epoch < options.Epochs && goOn)
        {
            if (!TryEpoch(epoch, step, optimizer, out loss, out fault))
                return false;
            epoch++;
            goOn = progress is null || progress(new TrainingProgress(epoch, options.Epochs, loss, null));
        }

        result = new TrainingResult(weights.Copy(), epoch, epoch, loss, null)
        {
            Privacy = new PrivacySpent(SampleRate, options.PrivacyNoise, (long)epoch * StepsPerEpoch),
        };
        return true;
    }

    private PrivateStep Step(ChaCha20Stream stream)
    {
        var names = new List<string>();
        var tensors = new List<Tensors.Tensor>();
        foreach (int index in trained)
        {
            names.Add(weights.Layout.Parameters[index].Name);
            tensors.Add(weights.Tensors[index]);
        }

        return new PrivateStep(single, names, tensors, options, stream);
    }

    private bool TryEpoch(int epoch, PrivateStep step, IOptimizer optimizer, out double loss, out LearningFault fault)
    {
        float rate = LearningRate.Of(options, epoch);
        double sum = 0.0;
        long drawn = 0;
        fault = default;
        for (int s = 0; s < StepsPerEpoch; s++)
        {
            if (!step.TryRun(rows, rowWeights, SampleRate, out loss, out int count, out fault))
                return false;
            optimizer.BeginStep(rate);
            for (int i = 0; i < trained.Count; i++)
                optimizer.Apply(i, weights.Tensors[trained[i]].Floats, 0, step.Gradients[i].Floats);
            single.Weights.Changed();
            sum += loss;
            drawn += count;
        }

        loss = drawn > 0 ? sum / drawn : 0.0;
        return double.IsFinite(loss) || Diverged(out fault);
    }

    private static bool Diverged(out LearningFault fault)
    {
        fault = new LearningFault(LearningError.TrainingDiverged, "the loss is no longer a finite number; lower the learning rate");
        return false;
    }
}
