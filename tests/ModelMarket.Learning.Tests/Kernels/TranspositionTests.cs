using ModelMarket.Learning.Kernels;

namespace ModelMarket.Learning.Tests.Kernels;

public sealed class TranspositionTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(16, 16)]
    [InlineData(17, 40)]
    [InlineData(64, 33)]
    public void Every_element_arrives_at_its_mirror_place_and_nothing_else_is_written(int rows, int columns)
    {
        int stepSource = columns + 3, stepTarget = rows + 2;
        float[] source = TestNumbers.Floats(rows * stepSource, 1);
        var target = new float[columns * stepTarget];
        Array.Fill(target, float.NaN);
        Transposition.Run(source, rows, columns, stepSource, target, stepTarget);
        for (int c = 0; c < columns; c++)
        {
            for (int r = 0; r < stepTarget; r++)
                target[(c * stepTarget) + r].Should().Be(r < rows ? source[(r * stepSource) + c] : float.NaN);
        }
    }
}
