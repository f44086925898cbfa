using ModelMarket.Learning.Numerics;

namespace ModelMarket.Learning.Training.Privacy;

/// <summary>What private training has spent: Rényi differential privacy of the Poisson-subsampled Gaussian mechanism (Mironov, Talwar and Zhang 2019)
/// over a fixed list of orders, turned into (ε, δ).</summary>
public static class RdpAccountant
{
    /// <summary>ε at δ after some steps, by the improved conversion of Canonne, Kamath and Steinke (2020).</summary>
    /// <param name="sampleRate">Chance of each row to be in a batch, in (0, 1].</param>
    /// <param name="noiseMultiplier">Standard deviation of the noise in units of the clip norm, above 0.</param>
    /// <param name="steps">Steps taken.</param>
    /// <param name="delta">δ in (0, 1).</param>
    public static double Epsilon(double sampleRate, double noiseMultiplier, long steps, double delta) =>
        Least(sampleRate, noiseMultiplier, steps, Improved(delta));

    /// <summary>ε by the classic conversion (Mironov 2017); never below the improved one.</summary>
    /// <inheritdoc cref="Epsilon"/>
    public static double ClassicEpsilon(double sampleRate, double noiseMultiplier, long steps, double delta) =>
        Least(sampleRate, noiseMultiplier, steps, (order, rdp) => rdp - (Elementary.Log(delta) / (order - 1.0)));

    /// <summary>The least noise multiplier, to three decimals upwards, that keeps ε at or below a target; false when even 1,000 does not.</summary>
    public static bool TryNoiseFor(double epsilon, double sampleRate, long steps, double delta, out double noiseMultiplier)
    {
        const int ThousandthsMax = 1_000_000;
        int low = 0, high = ThousandthsMax;
        noiseMultiplier = high / 1000.0;
        if (Least(sampleRate, noiseMultiplier, steps, Improved(delta), epsilon) > epsilon)
            return false;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (Least(sampleRate, middle / 1000.0, steps, Improved(delta), epsilon) <= epsilon)
                high = middle;
            else
                low = middle;
        }

        noiseMultiplier = high / 1000.0;
        return true;
    }

    private static Func<double, double, double> Improved(double delta) => (order, rdp) =>
        rdp + Elementary.Log((order - 1.0) / order) - ((Elementary.Log(delta) + Elementary.Log(order)) / (order - 1.0));

    private static double Least(double sampleRate, double noiseMultiplier, long steps, Func<double, double, double> convert, double? target = null) =>
        new OrderSearch(sampleRate, noiseMultiplier, steps, convert).Least(target);
}
