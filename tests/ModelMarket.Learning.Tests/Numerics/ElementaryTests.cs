using System.Globalization;
using ModelMarket.Learning.Numerics;
using Xunit.Abstractions;

namespace ModelMarket.Learning.Tests.Numerics;

/// <summary>Every elementary function against a 220-bit reference, in double and in float.</summary>
public sealed class ElementaryTests(ITestOutputHelper output)
{
    private const int DoubleSamples = 1_500;
    private const int FloatSamples = 3_000;

    public static TheoryData<string> Functions()
    {
        var names = new TheoryData<string>();
        foreach (var function in ElementaryFunction.All)
            names.Add(function.Name);
        return names;
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Double_form_is_within_2_to_the_minus_48(string name)
    {
        var function = ElementaryFunction.Named(name);
        var worst = 0.0;
        foreach (var x in ElementarySamples.Doubles(function, DoubleSamples))
        {
            var expected = function.Reference(BigFloat.Of(x));
            if (expected.Top > 1024 || expected.Top < -1022 || expected.Mantissa.IsZero)
                continue;
            var error = expected.DistanceInUnits(function.Double(x), expected.Top - 1);
            error.Should().BeLessThanOrEqualTo(Math.ScaleB(1, -48), $"{name}({x:R})");
            worst = Math.Max(worst, error);
        }

        worst.Should().BeGreaterThan(0, "the reference must differ from a rounded result somewhere");
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float_form_is_within_one_unit_in_the_last_place(string name)
    {
        var function = ElementaryFunction.Named(name);
        foreach (var x in ElementarySamples.Floats(function, FloatSamples))
            ElementarySamples.FloatError(function, x).Should().BeLessThanOrEqualTo(1.0, $"{name}({x:R})");
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Nan_in_gives_the_canonical_nan(string name)
    {
        var function = ElementaryFunction.Named(name);
        var odd = BitConverter.UInt64BitsToDouble(0xFFF8000000012345);
        BitConverter.DoubleToUInt64Bits(function.Double(odd)).Should().Be(CanonicalNaN.DoubleBits);
        BitConverter.SingleToUInt32Bits(function.Float(BitConverter.UInt32BitsToSingle(0xFFC01234))).Should().Be(CanonicalNaN.SingleBits);
    }

    [Theory]
    [InlineData("Exp", double.NegativeInfinity, 0.0)]
    [InlineData("Exp", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("Exp", -0.0, 1.0)]
    [InlineData("Exp", 709.79, double.PositiveInfinity)]
    [InlineData("Exp", -746.0, 0.0)]
    [InlineData("Exp2", -1074.0, double.Epsilon)]
    [InlineData("Exp2", 1023.0, 8.98846567431158e307)]
    [InlineData("Expm1", double.NegativeInfinity, -1.0)]
    [InlineData("Expm1", -0.0, -0.0)]
    [InlineData("Log", 0.0, double.NegativeInfinity)]
    [InlineData("Log", 1.0, 0.0)]
    [InlineData("Log", -1.0, double.NaN)]
    [InlineData("Log2", 1024.0, 10.0)]
    [InlineData("Log2", double.Epsilon, -1074.0)]
    [InlineData("Log1p", -1.0, double.NegativeInfinity)]
    [InlineData("Log1p", -1.5, double.NaN)]
    [InlineData("Log1p", -0.0, -0.0)]
    [InlineData("Sin", -0.0, -0.0)]
    [InlineData("Sin", double.PositiveInfinity, double.NaN)]
    [InlineData("Tan", -0.0, -0.0)]
    [InlineData("Cos", 0.0, 1.0)]
    [InlineData("Asin", 1.0000001, double.NaN)]
    [InlineData("Acos", 1.0, 0.0)]
    [InlineData("Acosh", 0.5, double.NaN)]
    [InlineData("Acosh", 1.0, 0.0)]
    [InlineData("Atanh", 1.0, double.PositiveInfinity)]
    [InlineData("Atanh", -1.0, double.NegativeInfinity)]
    [InlineData("Atanh", 2.0, double.NaN)]
    [InlineData("Tanh", double.NegativeInfinity, -1.0)]
    [InlineData("Tanh", -0.0, -0.0)]
    [InlineData("Sinh", double.NegativeInfinity, double.NegativeInfinity)]
    [InlineData("Cosh", double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData("Asinh", double.NegativeInfinity, double.NegativeInfinity)]
    [InlineData("Erf", double.NegativeInfinity, -1.0)]
    [InlineData("Erf", -0.0, -0.0)]
    [InlineData("Sigmoid", double.NegativeInfinity, 0.0)]
    [InlineData("Sigmoid", 0.0, 0.5)]
    [InlineData("Softplus", double.NegativeInfinity, 0.0)]
    [InlineData("Softplus", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("Gelu", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("Gelu", -0.0, -0.0)]
    public void Special_value_gives_its_defined_result(string name, double x, double expected)
    {
        var function = ElementaryFunction.Named(name);
        var wanted = double.IsNaN(expected) ? CanonicalNaN.DoubleBits : BitConverter.DoubleToUInt64Bits(expected);
        BitConverter.DoubleToUInt64Bits(function.Double(x)).Should().Be(wanted);
    }

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Float_form_is_within_one_unit_on_all_inputs(string name)
    {
        var wanted = Environment.GetEnvironmentVariable("MODELMARKET_EXHAUSTIVE");
        Skip.If(string.IsNullOrEmpty(wanted), "on demand: MODELMARKET_EXHAUSTIVE=all (or a function's name) runs all 2^32 inputs");
        Skip.If(wanted != "all" && !string.Equals(wanted, name, StringComparison.OrdinalIgnoreCase), "on demand: another function was chosen");
        ExhaustiveFloats.Outcome outcome = ExhaustiveFloats.Run(ElementaryFunction.Named(name));
        string line = string.Create(CultureInfo.InvariantCulture, $"figure: {name}: {outcome.Beyond} of 2^32 beyond 1 ulp, worst {outcome.WorstUnits:F9} ulp at {outcome.WorstInput:R}");
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("MODELMARKET_EXHAUSTIVE_LOG") is { Length: > 0 } log)
            File.AppendAllText(log, line + Environment.NewLine);
        outcome.Beyond.Should().Be(0);
    }
}
