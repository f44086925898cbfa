using ModelMarket.Learning.Numerics;

namespace ModelMarket.Learning.Tests.Numerics;

public sealed class PowTests
{
    private const double Infinity = double.PositiveInfinity;

    // C99, annex F.9.4.4, line by line.
    public static TheoryData<double, double, double> SpecialCases => new()
    {
        { 0.0, -3.0, Infinity },
        { -0.0, -3.0, -Infinity },
        { 0.0, -2.5, Infinity },
        { -0.0, -2.0, Infinity },
        { 0.0, 3.0, 0.0 },
        { -0.0, 3.0, -0.0 },
        { -0.0, 2.5, 0.0 },
        { -0.0, 2.0, 0.0 },
        { -0.0, 0.5, 0.0 },
        { -1.0, Infinity, 1.0 },
        { -1.0, -Infinity, 1.0 },
        { 1.0, double.NaN, 1.0 },
        { double.NaN, 0.0, 1.0 },
        { double.NaN, -0.0, 1.0 },
        { Infinity, 0.0, 1.0 },
        { -2.0, 0.5, double.NaN },
        { -2.0, 1.5, double.NaN },
        { 0.5, -Infinity, Infinity },
        { 2.0, -Infinity, 0.0 },
        { -0.5, Infinity, 0.0 },
        { -2.0, Infinity, Infinity },
        { -Infinity, -3.0, -0.0 },
        { -Infinity, -2.0, 0.0 },
        { -Infinity, 3.0, -Infinity },
        { -Infinity, 2.0, Infinity },
        { -Infinity, 0.5, Infinity },
        { Infinity, -0.5, 0.0 },
        { Infinity, 0.5, Infinity },
        { double.NaN, 1.0, double.NaN },
        { 2.0, double.NaN, double.NaN },
        { -2.0, 3.0, -8.0 },
        { -2.0, -2.0, 0.25 },
        { 2.0, 1024.0, Infinity },
        { -2.0, 1025.0, -Infinity },
        { 2.0, -1076.0, 0.0 },
        { 1.0000000000000002, 1e300, Infinity },
        { 0.9999999999999999, 1e300, 0.0 },
        { -1.0, 9007199254740993.0, 1.0 },
    };

    [Theory]
    [MemberData(nameof(SpecialCases))]
    public void Special_case_of_c99(double x, double y, double expected)
    {
        ulong wanted = double.IsNaN(expected) ? CanonicalNaN.DoubleBits : BitConverter.DoubleToUInt64Bits(expected);
        BitConverter.DoubleToUInt64Bits(Elementary.Pow(x, y)).Should().Be(wanted);
        if (x == (float)x && y == (float)y)
            BitConverter.DoubleToUInt64Bits((double)Elementary.Pow((float)x, (float)y)).Should().Be(wanted);
    }

    [Fact]
    public void Result_is_within_2_to_the_minus_48_and_one_unit_of_float()
    {
        var random = new Random(7);
        for (int i = 0; i < 3_000; i++)
        {
            double x = Math.Exp((random.NextDouble() * 40) - 20), y = (random.NextDouble() * 60) - 30;
            if ((i & 1) == 0)
                x = 1 + ((random.NextDouble() - 0.5) * Math.ScaleB(1, -random.Next(50)));
            if ((i & 3) == 0)
                y *= 1e3;
            BigFloat exact = BigFunctions.Pow(BigFloat.Of(x), BigFloat.Of(y));
            if (exact.Top is > -1000 and < 1000)
                exact.DistanceInUnits(Elementary.Pow(x, y), exact.Top - 1).Should().BeLessThanOrEqualTo(Math.ScaleB(1, -48), $"{x:R}^{y:R}");
            float fx = (float)x, fy = (float)y;
            BigFloat narrow = BigFunctions.Pow(BigFloat.Of(fx), BigFloat.Of(fy));
            if (narrow.Top is > -160 and < 128)
                ElementarySamples.FloatError(Elementary.Pow(fx, fy), narrow).Should().BeLessThanOrEqualTo(1, $"{fx:R}^{fy:R}");
        }
    }
}
