using ModelMarket.Learning.Numerics;

namespace ModelMarket.Learning.Training.Privacy;

/// <summary>What private training has spent: Rényi differential privacy of the Poisson-subsampled Gaussian mechanism (Mironov, Talwar and Zhang 2019)
/// over a fixed list of orders, turned into (ε, δ).</summary>
public static class RdpAccountant
{
    private static readonly double[] Orders = BuildOrders();

    /// <summary>ε at δ after some steps, by the improved conversion of Canonne, Kamath and Steinke (2020).</summary>
    /// <param name="sampleRate">Chance of each row to be in a batch, in (0, 1].</param>
    /// <param name="noiseMultiplier">Standard deviation of the noise in units of the clip norm, above 0.</param>
    /// <param name="steps">Steps taken.</param>
    /// <param name="delta">δ in (0, 1).</param>
    public static double Epsilon(double sampleRate, double noiseMultiplier, long steps, double delta) =>
        Least(sampleRate, noiseMultiplier, steps, (order, rdp) =>
            rdp + Elementary.Log((order - 1.0) / order) - ((Elementary.Log(delta) + Elementary.Log(order)) / (order - 1.0)));

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
        if (Epsilon(sampleRate, noiseMultiplier, steps, delta) > epsilon)
            return false;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (Epsilon(sampleRate, middle / 1000.0, steps, delta) <= epsilon)
                high = middle;
            else
                low = middle;
        }

        noiseMultiplier = high / 1000.0;
        return true;
    }

    private static double Least(double sampleRate, double noiseMultiplier, long steps, Func<double, double, double> convert)
    {
        Invariant.Require(sampleRate is > 0.0 and <= 1.0 && noiseMultiplier > 0.0 && steps >= 0, "accountant outside its domain");
        double least = double.PositiveInfinity;
        foreach (double order in Orders)
        {
            double epsilon = convert(order, steps * SubsampledGaussian.Rdp(sampleRate, noiseMultiplier, order));
            if (epsilon < least)
                least = epsilon;
        }

        return least > 0.0 ? least : 0.0;
    }

    /// <summary>1.1 … 10.9 in tenths, 12 … 64, 128, 256, 512.</summary>
    private static double[] BuildOrders()
    {
        var orders = new List<double>();
        for (int i = 11; i <= 109; i++)
            orders.Add(i / 10.0);
        for (int i = 12; i <= 64; i++)
            orders.Add(i);
        orders.AddRange([128.0, 256.0, 512.0]);
        return [.. orders];
    }
}
