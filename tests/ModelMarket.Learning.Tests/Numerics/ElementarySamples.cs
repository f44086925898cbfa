namespace ModelMarket.Learning.Tests.Numerics;

/// <summary>Seeded samples: half spread over bit patterns (all magnitudes), half over the range where most models live, and neighbours of
/// the places where an implementation changes its form.</summary>
internal static class ElementarySamples
{
    private static readonly double[] Edges =
    [
        0.25, 0.3465735902799726, 0.34657359027997264, 0.375, 0.41421356237309503, 0.4375, 0.5, 0.6875, 0.70710678118654757, 0.7853981633974483,
        1, 1.1875, 1.414213562373095, 2.4375, 3, 6, 7.450580596923828e-09, 3.725290298461914e-09, 22, 40, 1.5707963267948966, 3.141592653589793,
        6381956970095103.0 * 4, 5.319372648326541e255, 1e22, 268435456,
    ];

    public static IEnumerable<double> Doubles(ElementaryFunction function, int count)
    {
        var random = new Random(20_240_601);
        foreach (var edge in Edges)
        {
            foreach (var sign in new[] { 1.0, -1.0 })
            {
                var x = BitConverter.DoubleToInt64Bits(edge);
                for (var d = -2; d <= 2; d++)
                {
                    var y = sign * BitConverter.Int64BitsToDouble(x + d);
                    if (y >= function.From && y <= function.To)
                        yield return y;
                }
            }
        }

        for (var i = 0; i < count;)
        {
            var x = (i & 1) == 0 ? BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)) : (random.NextDouble() * 60) - 30;
            if ((i & 3) == 3)
                x /= 24;
            if (double.IsNaN(x) || x < function.From || x > function.To)
            {
                i += random.Next(64) == 0 ? 1 : 0; // a narrow range must not make this loop long
                continue;
            }

            i++;
            yield return x;
        }
    }

    public static IEnumerable<float> Floats(ElementaryFunction function, int count)
    {
        foreach (var x in Doubles(function, count))
        {
            var y = (float)x;
            if (float.IsFinite(y) && y != 0 && y >= function.From && y <= function.To)
                yield return y;
        }
    }

    /// <summary>Error of the float form in units in the last place of the exact result (of 2^-149 where that is smaller).</summary>
    public static double FloatError(ElementaryFunction function, float x) => FloatError(function.Float(x), function.Reference(BigFloat.Of(x)));

    public static double FloatError(float actual, BigFloat expected)
    {
        var unit = Math.Max(expected.Top - 24, -149);
        if (float.IsInfinity(actual))
            return expected.Abs().ToDouble() >= 3.4028235677973366e38 ? 0 : double.PositiveInfinity; // MaxValue and half a unit
        return float.IsNaN(actual) ? double.PositiveInfinity : expected.DistanceInUnits(actual, unit);
    }
}
