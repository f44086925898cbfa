using ModelMarket.Learning.Kernels;

namespace ModelMarket.Learning.Tests.Kernels;

public sealed class PackedMatrixTests
{
    private const int K = 21, N = 53;

    public static TheoryData<int, bool> Forms => new() { { 1, false }, { 4, false }, { 8, false }, { 16, false }, { 4, true }, { 16, true } };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Refilled_form_equals_a_form_made_anew(int lanes, bool transposed)
    {
        float[] first = TestNumbers.Floats(K * N, 1), second = TestNumbers.Floats(K * N, 2);
        PackedMatrix packed = Pack(first, lanes, transposed);
        packed.Refill(second);
        Elements(packed).Should().Equal(Elements(Pack(second, lanes, transposed)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(16)]
    public void Refilled_rows_change_and_others_stay(int lanes)
    {
        float[] first = TestNumbers.Floats(K * N, 1), second = TestNumbers.Floats(K * N, 2);
        PackedMatrix packed = Pack(first, lanes, false);
        packed.TryRefill(second, 5 * N, 4 * N).Should().BeTrue();
        float[] mixed = [.. first];
        second.AsSpan(5 * N, 4 * N).CopyTo(mixed.AsSpan(5 * N));
        Elements(packed).Should().Equal(Elements(Pack(mixed, lanes, false)));
    }

    [Fact]
    public void Rows_of_a_transposed_source_and_parts_of_rows_need_a_whole_refill()
    {
        Pack(new float[K * N], 8, true).TryRefill(new float[K * N], 0, K).Should().BeFalse();
        Pack(new float[K * N], 8, false).TryRefill(new float[K * N], 0, N - 1).Should().BeFalse();
    }

    private static PackedMatrix Pack(float[] source, int lanes, bool transposed) =>
        PackedMatrix.Of(source, K, N, transposed ? 1 : N, transposed ? K : 1, lanes);

    private static List<float> Elements(PackedMatrix packed)
    {
        var elements = new List<float>();
        for (int panel = 0; panel < packed.Panels; panel++)
        {
            for (int i = 0; i < K * packed.VectorsOf(panel) * packed.Lanes; i++)
                elements.Add(System.Runtime.CompilerServices.Unsafe.Add(ref packed.Panel(panel), i));
        }

        return elements;
    }
}
