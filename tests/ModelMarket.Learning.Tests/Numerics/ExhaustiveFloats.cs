namespace ModelMarket.Learning.Tests.Numerics;

/// <summary>All 2^32 inputs of a float function. A double of the platform's library settles an input when the exact result certainly rounds
/// within one unit of ours; all that it cannot settle, and one input in 65,536 besides, go to the 220-bit reference. Outside the range
/// where the function is finite the result must be the library's NaN, infinity or limit.</summary>
internal static class ExhaustiveFloats
{
    /// <summary>How far the library's double may be off, in units of the float result: what is nearer to one unit goes to the reference.</summary>
    private const double Doubtful = 0.75;

    /// <param name="Beyond">Inputs whose result is more than one unit from the exact one.</param>
    /// <param name="WorstUnits">The greatest error that was met, in units in the last place, by the 220-bit reference.</param>
    /// <param name="WorstInput">Where it was met.</param>
    public readonly record struct Outcome(long Beyond, double WorstUnits, float WorstInput)
    {
        public Outcome Worst(Outcome other) =>
            (other.WorstUnits > WorstUnits ? other : this) with { Beyond = Beyond + other.Beyond };
    }

    public static Outcome Run(ElementaryFunction function)
    {
        var platform = PlatformFunctions.Named(function.Name);
        var total = default(Outcome);
        var gate = new object();
        Parallel.For(0, 1 << 16, block =>
        {
            var found = Block(function, platform, (uint)block);
            lock (gate)
                total = total.Worst(found);
        });
        return total.WorstUnits > 0 ? total with { WorstUnits = ElementarySamples.FloatError(function, total.WorstInput) } : total;
    }

    private static Outcome Block(ElementaryFunction function, Func<double, double> platform, uint block)
    {
        long beyond = 0;
        var worst = default(Outcome);
        for (uint low = 0; low < 1 << 16; low++)
        {
            var x = BitConverter.UInt32BitsToSingle((block << 16) | low);
            if (float.IsNaN(x) || float.IsInfinity(x) || x == 0)
                continue;
            var actual = function.Float(x);
            var near = platform(x);
            if (x < function.From || x > function.To)
            {
                beyond += Same(actual, (float)near) ? 0 : 1; // NaN, an infinity, a limit
                continue;
            }

            // Equal to the library's double rounded: the error is half a unit at most, and a little more where the double is off.
            var units = Units(actual, near);
            if (low == block || !(units <= Doubtful))
                units = ElementarySamples.FloatError(function, x);
            beyond += units <= 1.0 ? 0 : 1;
            if (!(units <= worst.WorstUnits))
                worst = new Outcome(0, units, x);
        }

        return worst with { Beyond = beyond };
    }

    private static double Units(float actual, double near)
    {
        if (float.IsInfinity(actual) || !double.IsFinite(near))
            return actual == (float)near ? 0 : double.NaN;
        var unit = Math.Max(near == 0 ? -149 : Math.ILogB(near) - 23, -149);
        return Math.ScaleB(Math.Abs(near - actual), -unit);
    }

    private static bool Same(float actual, float expected) => float.IsNaN(expected) ? float.IsNaN(actual) : actual == expected;
}
