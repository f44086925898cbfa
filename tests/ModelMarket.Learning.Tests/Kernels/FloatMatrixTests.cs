using CsCheck;
using ModelMarket.Learning.Kernels;

namespace ModelMarket.Learning.Tests.Kernels;

public class FloatMatrixTests
{
    public static readonly KernelWidth[] Widths = [KernelWidth.Scalar, KernelWidth.Vector128, KernelWidth.Vector256, KernelWidth.Vector512];

    [Fact]
    public void Product_of_any_size_at_every_width_has_the_plain_bits() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 120], Gen.OneOf(Gen.Int[1, 60], Gen.Const(1030), Gen.Const(2100)), Gen.Int[0, 1 << 20])
            .Sample((m, n, k, seed) => Same(m, n, k, seed), iter: 150);

    [Fact]
    public void Product_with_special_values_has_the_plain_bits_at_every_width()
    {
        float[] special = [0f, -0f, float.Epsilon, -1e-39f, 1, -1, float.MaxValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN];
        var random = new Random(5);
        float[] a = [.. Enumerable.Range(0, 13 * 7).Select(_ => special[random.Next(special.Length)])];
        float[] b = [.. Enumerable.Range(0, 7 * 53).Select(_ => special[random.Next(special.Length)])];
        Compare(a, b, 13, 53, 7);
    }

    private static void Same(int m, int n, int k, int seed) => Compare(TestNumbers.Floats(m * k, seed), TestNumbers.Floats(k * n, seed + 1), m, n, k);

    private static void Compare(float[] a, float[] b, int m, int n, int k)
    {
        var plain = new float[m * n];
        PlainMatrix.Multiply<float>(a, k, 1, b, n, 1, plain, m, n, k);
        float[] bias = TestNumbers.Floats(n, 3);
        for (int i = 0; i < plain.Length; i++)
            plain[i] = LanesScalar.Relu(plain[i] + bias[i % n]);
        foreach (KernelWidth width in Widths)
        {
            var fast = new float[m * n];
            PackedMatrix packed = PackedMatrix.Of(b, k, n, n, 1, TileShape.LanesOf(width));
            FloatMatrix.Multiply(width, a, k, packed, fast, m, new GemmEnd(bias, true));
            TestNumbers.Bits(fast).Should().Equal(TestNumbers.Bits(plain), $"{m}x{k} times {k}x{n} at {width}");
            FloatMatrix.Multiply(width, PackedMatrix.Of(a, m, k, k, 1, TileShape.LanesOf(width)), 0, packed, fast, m);
            TestNumbers.Bits(Finished(fast, bias)).Should().Equal(TestNumbers.Bits(plain), $"packed {m}x{k} times {k}x{n} at {width}");
            TestNumbers.Bits(Finished(ByPanels(width, a, k, 1, packed, m), bias)).Should().Equal(TestNumbers.Bits(plain), $"panels of {m}x{k} times {k}x{n} at {width}");
            if (!TileShape.TakesColumns(width))
                continue;
            var turned = new float[a.Length];
            Transposition.Run(a, m, k, k, turned, m);
            TestNumbers.Bits(Finished(ByPanels(width, turned, 1, m, packed, m), bias)).Should().Equal(TestNumbers.Bits(plain), $"panels of {m}x{k} in columns times {k}x{n} at {width}");
        }
    }

    private static float[] ByPanels(KernelWidth width, float[] a, int stepA, int next, PackedMatrix b, int m)
    {
        var y = new float[m * b.N];
        for (int panel = 0, first = 0; panel < b.Panels; panel++)
        {
            int room = b.VectorsOf(panel) * b.Lanes, columns = Math.Min(room, b.N - first);
            var part = new float[m * room];
            FloatMatrix.MultiplyPanel(width, a, stepA, next, b, panel, part, m);
            for (int i = 0; i < m; i++)
                part.AsSpan(i * room, columns).CopyTo(y.AsSpan((i * b.N) + first));
            first += room;
        }

        return y;
    }

    private static float[] Finished(float[] sums, float[] bias) => [.. sums.Select((sum, i) => LanesScalar.Relu(sum + bias[i % bias.Length]))];
}
