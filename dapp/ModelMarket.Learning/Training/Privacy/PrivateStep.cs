using ModelMarket.Learning.Data;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training.Privacy;

/// <summary>One step of DP-SGD (Abadi et al. 2016): a Poisson sample, every row's gradient clipped, their sum with noise, divided by the expected batch
/// size. Sums in double, rows ascending.</summary>
internal sealed class PrivateStep
{
    private readonly TrainingStep single;
    private readonly IReadOnlyList<string> names;
    private readonly TrainingOptions options;
    private readonly ChaCha20Stream secret;
    private readonly double[][] sums;
    private readonly Tensor[] noisy;

    public PrivateStep(TrainingStep single, IReadOnlyList<string> names, IReadOnlyList<Tensor> tensors, TrainingOptions options, ChaCha20Stream secret)
    {
        this.single = single;
        this.names = names;
        this.options = options;
        this.secret = secret;
        sums = new double[names.Count][];
        noisy = new Tensor[names.Count];
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] = new double[tensors[i].Count];
            noisy[i] = Tensor.Create(ElementType.Float, tensors[i].Shape);
        }
    }

    /// <summary>The noisy gradients, in the order of the names.</summary>
    public IReadOnlyList<Tensor> Gradients => noisy;

    /// <summary>Draws a sample and fills <see cref="Gradients"/>.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="weightOf">Weight of every row in the loss.</param>
    /// <param name="sampleRate">Chance of a row.</param>
    /// <param name="loss">Sum of row losses, for display; it is not private.</param>
    /// <param name="count">Rows drawn.</param>
    /// <param name="fault">What stopped a node.</param>
    public bool TryRun(DataSet data, double[] weightOf, double sampleRate, out double loss, out int count, out LearningFault fault)
    {
        fault = default;
        loss = 0.0;
        count = 0;
        foreach (double[] sum in sums)
            Array.Clear(sum);
        Span<int> row = stackalloc int[1];
        for (int i = 0; i < data.RowCount; i++)
        {
            if (secret.NextDouble() >= sampleRate)
                continue;
            row[0] = i;
            if (!single.TryRun(data, row, weightOf, 1.0, null, out double rowLoss, out fault))
                return false;
            AddClipped();
            loss += rowLoss;
            count++;
        }

        AddNoise(sampleRate * data.RowCount);
        return true;
    }

    private void AddClipped()
    {
        double squares = 0.0;
        foreach (string name in names)
        {
            if (single.GradientOf(name) is not { } gradient)
                continue;
            foreach (float value in gradient.Floats)
                squares += (double)value * value;
        }

        double norm = Math.Sqrt(squares), factor = norm > options.PrivacyClip ? options.PrivacyClip / norm : 1.0;
        for (int i = 0; i < sums.Length; i++)
        {
            if (single.GradientOf(names[i]) is not { } gradient)
                continue;
            Span<float> values = gradient.Floats;
            for (int j = 0; j < values.Length; j++)
                sums[i][j] += factor * values[j];
        }
    }

    private void AddNoise(double expectedRows)
    {
        double deviation = (double)options.PrivacyNoise * options.PrivacyClip;
        for (int i = 0; i < sums.Length; i++)
        {
            Span<float> target = noisy[i].Floats;
            for (int j = 0; j < target.Length; j++)
                target[j] = (float)((sums[i][j] + (deviation * secret.NextGaussian())) / expectedRows);
        }
    }
}
