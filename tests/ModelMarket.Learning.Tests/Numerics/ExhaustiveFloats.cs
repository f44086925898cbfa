namespace ModelMarket.Learning.Tests.Numerics;

/// <summary>All 2^32 inputs of a float function. A double of the platform's library settles an input when the exact result certainly rounds
/// within one unit of ours; all that it cannot settle, and one input in 65,536 besides, go to the 220-bit reference.</summary>
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

    private static bool IsBeyond(ElementaryFunction function, Func<double, double>? platform, float x, bool alwaysExact)
    {
        var actual = function.Float(x);
        if (x < function.From || x > function.To)
            return false; // outside the finite range: the special-value test's business
        if (platform is not null && !alwaysExact)
        {
            var near = platform(x);
            var unit = Math.ScaleB(1.0, Math.Max(double.IsFinite(near) && near != 0 ? Math.ILogB(near) - 23 : -149, -149));
            if (Math.Abs(near - actual) <= 0.75 * unit)
                return false;
        }

        return ElementarySamples.FloatError(function, x) > 1.0;
    }
}
