using System.Globalization;
using ModelMarket.Learning.Tests.Support;

namespace ModelMarket.Learning.Tests.Numerics;

/// <summary>tests/vectors/numerics/elementary.csv: exact values from mpmath, and our own bits, which no host may change.</summary>
public sealed class ElementaryVectorTests
{
    private static readonly string Path = System.IO.Path.Combine(Repository.Root, "tests", "vectors", "numerics", "elementary.csv");

    [Fact]
    public void Results_have_the_pinned_bits_near_the_exact_value()
    {
        string[] lines = File.ReadAllLines(Path);
        lines.Length.Should().BeGreaterThan(1_000);
        bool write = Environment.GetEnvironmentVariable("MODELMARKET_WRITE_VECTORS") == "1";
        for (int i = 0; i < lines.Length; i++)
        {
            string[] cells = lines[i].Split(',');
            double x = Bits(cells[1]), exact = Bits(cells[2]), ours = ElementaryFunction.Named(cells[0]).Double(x);
            Math.Abs(ours - exact).Should().BeLessThanOrEqualTo(Math.Abs(exact) * Math.ScaleB(1, -48), lines[i]);
            string bits = BitConverter.DoubleToUInt64Bits(ours).ToString("x16", CultureInfo.InvariantCulture);
            if (write)
                lines[i] = $"{cells[0]},{cells[1]},{cells[2]},{bits}";
            else
                bits.Should().Be(cells[3], lines[i]);
        }

        if (write)
            File.WriteAllText(Path, string.Join('\n', lines) + "\n");
    }

    private static double Bits(string hex) => BitConverter.UInt64BitsToDouble(ulong.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}
