using ModelMarket.Learning.Numerics;

namespace ModelMarket.Learning.Training.Privacy;

/// <summary>Rényi divergence of one step of the Poisson-subsampled Gaussian mechanism, in logarithms throughout (Mironov, Talwar and Zhang 2019, §3.3).</summary>
internal static class SubsampledGaussian
{
    private const double LogHalf = -0.6931471805599453;
    private const double Sqrt2 = 1.4142135623730951;
    private const double NegligibleLog = -40.0;
    private const int TermsMax = 100_000;

    /// <summary>RDP of order α.</summary>
    public static double Rdp(double q, double sigma, double order)
    {
        if (q == 1.0)
            return order / (2.0 * sigma * sigma);
        double log = order == Math.Truncate(order) ? LogMomentOfInteger(q, sigma, (int)order) : LogMomentOfFraction(q, sigma, order);
        return log / (order - 1.0);
    }

    /// <summary>log Σ C(α, i)·(1−q)^(α−i)·q^i·e^((i²−i)/2σ²).</summary>
    private static double LogMomentOfInteger(double q, double sigma, int order)
    {
        double logQ = Elementary.Log(q), logRest = Elementary.Log1p(-q), logCoefficient = 0.0, sum = double.NegativeInfinity;
        for (int i = 0; i <= order; i++)
        {
            sum = LogAdd(sum, logCoefficient + (i * logQ) + ((order - i) * logRest) + ((((double)i * i) - i) / (2.0 * sigma * sigma)));
            if (i < order)
                logCoefficient += Elementary.Log((order - i) / (i + 1.0));
        }

        return sum;
    }

    /// <summary>The two-sided series with complementary error functions; positive and negative terms are summed apart.</summary>
    private static double LogMomentOfFraction(double q, double sigma, double order)
    {
        double logQ = Elementary.Log(q), logRest = Elementary.Log1p(-q), variance = sigma * sigma;
        double turn = (variance * Elementary.Log((1.0 / q) - 1.0)) + 0.5;
        double logCoefficient = 0.0, positive = double.NegativeInfinity, negative = double.NegativeInfinity;
        int sign = 1;
        for (int i = 0; i < TermsMax; i++)
        {
            double j = order - i;
            double low = logCoefficient + (i * logQ) + (j * logRest) + ((((double)i * i) - i) / (2.0 * variance))
                + LogHalf + ErrorFunction.LogErfc((i - turn) / (Sqrt2 * sigma));
            double high = logCoefficient + (j * logQ) + (i * logRest) + (((j * j) - j) / (2.0 * variance))
                + LogHalf + ErrorFunction.LogErfc((turn - j) / (Sqrt2 * sigma));
            if (sign > 0)
                positive = LogAdd(LogAdd(positive, low), high);
            else
                negative = LogAdd(LogAdd(negative, low), high);
            if (i > order && low < positive + NegligibleLog && high < positive + NegligibleLog)
                break;
            double ratio = (order - i) / (i + 1.0);
            logCoefficient += Elementary.Log(Math.Abs(ratio));
            sign = ratio < 0.0 ? -sign : sign;
        }

        return positive + Elementary.Log1p(-Elementary.Exp(negative - positive));
    }

    private static double LogAdd(double a, double b)
    {
        double high = a > b ? a : b, low = a > b ? b : a;
        return double.IsNegativeInfinity(low) ? high : high + Elementary.Log1p(Elementary.Exp(low - high));
    }
}
