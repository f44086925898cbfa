using ModelMarket.Learning.Training;
using ModelMarket.Learning.Training.Privacy;

namespace ModelMarket.Cli.Modeling;

/// <summary>How much noise training needs so that what it gives away of any one row is bounded by ε at δ.</summary>
/// <param name="Options">The trainer's options with clip and noise.</param>
/// <param name="Epsilon">ε that all steps together spend.</param>
/// <param name="Delta">δ.</param>
internal sealed record PrivacyPlan(TrainingOptions Options, double Epsilon, double Delta)
{
    /// <summary>δ where nothing is said.</summary>
    public const double DeltaDefault = 1e-5;

    private const double NoiseStep = 0.001;

    /// <summary>How often at most, of 1, an attack says rightly whether a row was trained on, where half of the rows it is asked about were: (e^ε + δ) ÷ (1 + e^ε)
    /// (Kairouz, Oh and Viswanath 2015).</summary>
    public static double RightGuessesMost(double epsilon, double delta) => 1 - ((1 - delta) / (1 + Math.Exp(epsilon)));

    /// <summary>Plans private training.</summary>
    /// <param name="options">How one would train without it. A hold-out, balanced classes and the clip of batches are dropped: they would tell of rows without noise.</param>
    /// <param name="rows">Rows there are.</param>
    /// <param name="epsilon">ε at most.</param>
    /// <param name="delta">δ.</param>
    /// <param name="clip">Norm that every row's gradient is scaled down to.</param>
    /// <exception cref="CliFault">Out of range, or no noise is enough.</exception>
    public static PrivacyPlan For(TrainingOptions options, int rows, double epsilon, double delta, double clip)
    {
        if (!(epsilon is > 0 and <= 1_000) || !(delta is > 0 and < 1) || !(clip is > 0 and <= 1_000))
        {
            throw CliFault.Usage("ε and the clip are above 0 and at most 1000, δ is between 0 and 1.", "Such as: --dp 3 --delta 0.00001 --clip 1");
        }

        var batch = Math.Min(options.BatchRows, rows);
        var steps = (long)options.Epochs * Math.Max(1, rows / batch);
        var rate = batch < rows ? (double)batch / rows : 1.0;
        if (!RdpAccountant.TryNoiseFor(epsilon, rate, steps, delta, out var noise))
        {
            throw CliFault.Usage($"{steps} steps over {rows} rows cannot be kept below ε = {epsilon}.", "Take fewer epochs or a larger ε.");
        }

        var rounded = (float)(noise + NoiseStep); // the option is a float: never less noise than was found
        var plan = options with
        {
            BatchRows = batch,
            HoldOutThousandths = 0,
            PatienceEpochs = 0,
            BalancedClasses = false,
            GradientNormMax = 0,
            PrivacyClip = (float)clip,
            PrivacyNoise = rounded,
        };
        return new PrivacyPlan(plan, RdpAccountant.Epsilon(rate, rounded, steps, delta), delta);
    }
}
