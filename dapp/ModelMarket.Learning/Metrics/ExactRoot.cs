using System.Numerics;
using ModelMarket.Learning.Numerics;

namespace ModelMarket.Learning.Metrics;

/// <summary>Square roots that become scores and standard errors.</summary>
internal static class ExactRoot
{
    /// <summary>⌊√n⌋, at most <see cref="LearningLimits.ScoreMax"/>.</summary>
    public static long Floor(BigInteger n)
    {
        if (n >= (BigInteger)LearningLimits.ScoreMax * LearningLimits.ScoreMax)
            return LearningLimits.ScoreMax;
        return (long)IntegerRoot.Floor((UInt128)n);
    }
}
