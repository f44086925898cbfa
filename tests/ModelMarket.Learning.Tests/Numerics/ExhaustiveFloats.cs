namespace ModelMarket.Learning.Tests.Numerics;

/// <summary>All 2^32 inputs of a float function. A double of the platform's library settles an input when the exact result certainly rounds
/// within one unit of ours; all that it cannot settle, and one input in 65,536 besides, go to the 220-bit reference. Outside the range
/// where the function is finite the result must be the library's NaN, infinity or limit.</summary>
internal static class ExhaustiveFloats
{
    public static long CountBeyondOneUnit(ElementaryFunction function)
    {
        var platform = PlatformFunctions.Named(function.Name);
        long beyond = 0;
        Parallel.For(0, 1 << 16, block =>
        {
            long found = 0;
            for (var low = 0; low < 1 << 16; low++)
            {
                var x = BitConverter.UInt32BitsToSingle(((uint)block << 16) | (uint)low);
                if (float.IsNaN(x) || float.IsInfinity(x) || x == 0)
                    continue;
                if (IsBeyond(function, platform, x, alwaysExact: low == (block & 0xFFFF)))
                    found++;
            }

            Interlocked.Add(ref beyond, found);
        });
        return beyond;
    }

    private static bool IsBeyond(ElementaryFunction function, Func<double, double> platform, float x, bool alwaysExact)
    {
        var actual = function.Float(x);
        var near = platform(x);
        if (x < function.From || x > function.To)
            return !Same(actual, (float)near); // NaN, an infinity, a limit
        if (alwaysExact)
            return ElementarySamples.FloatError(function, x) > 1.0;
        if (actual == (float)near)
            return false;
        var unit = Math.ScaleB(1.0, Math.Max(double.IsFinite(near) && near != 0 ? Math.ILogB(near) - 23 : -149, -149));
        return !(Math.Abs(near - actual) <= 0.75 * unit) && ElementarySamples.FloatError(function, x) > 1.0;
    }

    private static bool Same(float actual, float expected) => float.IsNaN(expected) ? float.IsNaN(actual) : actual == expected;
}
