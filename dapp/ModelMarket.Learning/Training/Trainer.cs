using ModelMarket.Learning.Data;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Training;

/// <summary>Trains a model's weights on rows by gradients over its own graph. Same model, data, terms, options: the same bits of weights on every
/// host, with any partition (numerics.md §4).</summary>
public sealed class Trainer
{
    private const uint ShufflePurpose = 1;
    private const uint HoldOutPurpose = 2;

    private readonly DataSet trainingRows;
    private readonly Scorer? holdOut;
    private readonly TrainingOptions options;
    private readonly ScoringTerms terms;
    private readonly WeightSet weights;
    private readonly List<int> trained = [];
    private readonly TrainingStep full;
    private readonly TrainingStep? rest;
    private readonly int batchRows;
    private readonly double[] rowWeights;

    private Trainer(TrainerParts parts)
    {
        trainingRows = parts.Rows;
        holdOut = parts.HoldOut;
        options = parts.Options;
        terms = parts.Terms;
        weights = parts.Weights;
        trained = parts.Trained;
        full = parts.Full;
        rest = parts.Rest;
        batchRows = parts.BatchRows;
        rowWeights = parts.RowWeights;
    }

    /// <summary>Rows that are trained on (all but the hold-out).</summary>
    public int TrainingRowCount => trainingRows.RowCount;

    /// <summary>Checks and plans training from the model's own weights. Errors 100 to 108 (the plan), 320 to 326, 500 to 505 (the hold-out) and 600 to 603.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layout">The tensors of a submission; those with <see cref="ParameterRole.Trained"/> are trained, less the options' frozen ones.</param>
    /// <param name="data">The rows, hold-out included.</param>
    /// <param name="terms">Names the output, its kind and the metric of the hold-out.</param>
    /// <param name="options">How to train.</param>
    /// <param name="planOptions">Kernels and partition; they never change a bit.</param>
    /// <param name="trainer">The trainer.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryCreate(
        OnnxModel model, ParameterLayout layout, DataSet data, ScoringTerms terms, TrainingOptions options, PlanOptions planOptions,
        out Trainer? trainer, out LearningFault fault)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(layout);
        trainer = null;
        return WeightSet.TryFromModel(model, layout, out WeightSet? start, out fault)
            && TryCreate(model, start!, data, terms, options, planOptions, out trainer, out fault);
    }

    /// <summary>The same from other weights than the model's own: the next round of a federation. <paramref name="start"/> is copied.</summary>
    /// <inheritdoc cref="TryCreate(OnnxModel, ParameterLayout, DataSet, ScoringTerms, TrainingOptions, PlanOptions, out Trainer?, out LearningFault)"/>
    public static bool TryCreate(
        OnnxModel model, WeightSet start, DataSet data, ScoringTerms terms, TrainingOptions options, PlanOptions planOptions,
        out Trainer? trainer, out LearningFault fault)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(planOptions);
        trainer = null;
        if (options.PrivacyNoise > 0f)
        {
            fault = new LearningFault(LearningError.TrainingOptions, "the options ask for private training, which needs a secret: use the private trainer (--dp)");
            return false;
        }

        if (!TrainerParts.TryCreate(model, start.Copy(), data, terms, options, planOptions, HoldOutPurpose, out TrainerParts? parts, out fault))
            return false;
        trainer = new Trainer(parts!);
        return true;
    }

    /// <summary>Trains. <paramref name="progress"/> is called after each epoch on this thread and stops the training by answering false. Error
    /// <see cref="LearningError.TrainingDiverged"/> when a loss or weight is not finite.</summary>
    public bool TryRun(Func<TrainingProgress, bool>? progress, out TrainingResult? result, out LearningFault fault)
    {
        result = null;
        FloatEnvironment.Require();
        IOptimizer optimizer = OptimizerState.Begin(options, trained.ConvertAll(index => weights.Tensors[index].Count));
        // A norm over all gradients needs all of them first.
        StreamedUpdate? stream = options.GradientNormMax > 0f ? null : new StreamedUpdate(optimizer, weights, trained);
        var best = new BestEpoch(terms.Metric);
        double loss = 0.0;
        int epoch = 0;
        bool goOn = true;
        while (epoch < options.Epochs && goOn)
        {
            if (!TryEpoch(epoch, optimizer, stream, out loss, out fault) || !TryHoldOut(out long? score, out fault))
                return false;
            epoch++;
            best.Offer(epoch, score, weights);
            goOn = progress is null || progress(new TrainingProgress(epoch, options.Epochs, loss, score));
            goOn &= options.PatienceEpochs == 0 || best.EpochsSince(epoch) < options.PatienceEpochs;
        }

        result = new TrainingResult(best.Weights ?? weights.Copy(), epoch, best.Epoch, loss, best.Score);
        fault = default;
        return true;
    }

    private bool TryEpoch(int epoch, IOptimizer optimizer, StreamedUpdate? stream, out double loss, out LearningFault fault)
    {
        var order = new int[trainingRows.RowCount];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        new PhiloxStream(options.Seed, ShufflePurpose, (uint)epoch).Shuffle(order);
        float rate = LearningRate.Of(options, epoch);
        double sum = 0.0, weight = 0.0;
        loss = 0.0;
        fault = default;
        for (int start = 0; start < order.Length; start += batchRows)
        {
            ReadOnlySpan<int> rows = order.AsSpan(start, Math.Min(batchRows, order.Length - start));
            if (rows.Length < batchRows && rest is null)
                break;
            TrainingStep step = rows.Length == batchRows ? full : rest!;
            optimizer.BeginStep(rate);
            stream?.Use(step.Weights);
            if (!step.TryRun(trainingRows, rows, rowWeights, 0.0, stream, out double batchLoss, out fault))
                return false;
            if (!double.IsFinite(batchLoss))
                return Diverged(epoch, out fault);
            Update(step, optimizer);
            sum += batchLoss;
            foreach (int row in rows)
                weight += rowWeights[row];
        }

        stream?.Restore();
        loss = weight > 0.0 ? sum / weight : 0.0;
        return AllFinite() || Diverged(epoch, out fault);
    }

    /// <summary>Applies the gradients that are in memory, and says which packed forms are old.</summary>
    private void Update(TrainingStep step, IOptimizer optimizer)
    {
        float factor = GradientClip.Factor(options.GradientNormMax, Gradients(step));
        for (int i = 0; i < trained.Count; i++)
        {
            if (step.GradientOf(weights.Layout.Parameters[trained[i]].Name) is not { } gradient)
                continue;
            GradientClip.Scale(gradient, factor);
            optimizer.Apply(i, weights.Tensors[trained[i]].Floats, 0, gradient.Floats);
            step.Weights.Changed(weights.Tensors[trained[i]]);
        }

        if (rest is not null && rest != full)
            (step == full ? rest : full).Weights.Changed();

        for (int i = 0; i < weights.Tensors.Count; i++)
        {
            Parameter parameter = weights.Layout.Parameters[i];
            if (parameter.Role == ParameterRole.Statistic && step.StatisticOf(parameter.Name) is { } statistic)
                statistic.Floats.CopyTo(weights.Tensors[i].Floats);
        }
    }

    private IEnumerable<Tensor> Gradients(TrainingStep step)
    {
        foreach (int index in trained)
        {
            if (step.GradientOf(weights.Layout.Parameters[index].Name) is { } gradient)
                yield return gradient;
        }
    }

    private bool TryHoldOut(out long? score, out LearningFault fault)
    {
        score = null;
        fault = default;
        if (holdOut is null)
            return true;
        if (!holdOut.TryScore(weights, out Score found, out fault))
            return false;
        score = found.Value;
        return true;
    }

    private bool AllFinite()
    {
        foreach (int index in trained)
        {
            foreach (float value in weights.Tensors[index].Floats)
            {
                if (!float.IsFinite(value))
                    return false;
            }
        }

        return true;
    }

    private static bool Diverged(int epoch, out LearningFault fault)
    {
        fault = new LearningFault(LearningError.TrainingDiverged, $"epoch {epoch + 1}: the loss or a weight is no longer a finite number; lower the learning rate");
        return false;
    }
}
