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
    [MemberData(nameof(Forms))]
    public void Unpacked_form_is_the_matrix_again(int lanes, bool transposed)
    {
        float[] source = TestNumbers.Floats(K * N, 1), target = new float[K * N];
        PackedMatrix packed = Pack(source, lanes, transposed);
        packed.IsWhole(K * N).Should().BeTrue();
        packed.Unpack(target);
        target.Should().Equal(source);
    }

    [Fact]
    public void Part_of_a_matrix_is_not_the_whole() =>
        PackedMatrix.Of(new float[2 * K * N], K, N, N, 1, 8, K * N).IsWhole(K * N).Should().BeFalse();

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
