namespace ModelMarket.Learning.Tests.Kernels;

/// <summary>Numbers for tests, and their bits.</summary>
internal static class TestNumbers
{
    /// <summary>Pseudo-random floats of mixed size.</summary>
    public static float[] Floats(int count, int seed)
    {
        var random = new Random(seed);
        var values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = (float)((random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-6, 4)));
        return values;
    }

    /// <summary>Bit patterns; every NaN is the canonical one.</summary>
    public static uint[] Bits(float[] values) =>
        Array.ConvertAll(values, value => float.IsNaN(value) ? 0x7fc00000 : BitConverter.SingleToUInt32Bits(value));
}
