using ModelMarket.Learning.Kernels;

namespace ModelMarket.Learning.Tests.Kernels;

public class MaxPoolKernelTests
{
    [Fact]
    public void Signed_zeros_and_NaNs_give_the_same_bits_at_every_width()
    {
        float[] special = [0f, -0f, -1, float.NaN, -5, -0f, 0f];
        var random = new Random(3);
        float[] x = [.. Enumerable.Range(0, 3 * 9 * 70).Select(_ => special[random.Next(special.Length)])];
        var window = new WindowGeometry { Input = [9, 70], Kernel = [2, 3], Output = [4, 34], Strides = [2, 2], Dilations = [1, 1], Before = [0, 0], After = [0, 0] };
        MaxPoolKernel.Takes(window).Should().BeTrue();
        float[] plain = Plain(window, 3, x);
        foreach (KernelWidth width in FloatMatrixTests.Widths)
        {
            var y = new float[plain.Length];
            MaxPoolKernel.Run(width, window, 3, x, y);
            TestNumbers.Bits(y).Should().Equal(TestNumbers.Bits(plain), width.ToString());
        }
    }

    /// <summary>The first greatest of the window, row-major; the first NaN wins.</summary>
    private static float[] Plain(WindowGeometry window, int planes, float[] x)
    {
        var y = new List<float>();
        for (int p = 0; p < planes; p++)
        {
            for (int o = 0; o < window.OutputCount; o++)
            {
                float best = float.NegativeInfinity;
                for (int k = 0; k < window.KernelCount; k++)
                {
                    int row = (o / window.Output[1] * 2) + (k / 3), column = (o % window.Output[1] * 2) + (k % 3);
                    float value = x[(((p * 9) + row) * 70) + column];
                    best = k == 0 || value > best || (float.IsNaN(value) && !float.IsNaN(best)) ? value : best;
                }

                y.Add(best);
            }
        }

        return [.. y];
    }
}
