using System.Globalization;

namespace Benchmarks.Learning;

/// <summary>One line of the table; <c>.ci/run</c> repeats lines that begin so.</summary>
internal static class Figure
{
    /// <summary>Prints what was measured and what is wanted of it.</summary>
    public static void Print(string name, double value, string unit, double wanted, bool atMost = false, FormattableString? how = null)
    {
        string met = (atMost ? value <= wanted : value >= wanted) ? "met" : "missed";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"figure: {name,-44} {value,7:0.00} {unit,-22} {(atMost ? "at most" : "at least")} {wanted,5:0.00} {met,-6}  {how?.ToString(CultureInfo.InvariantCulture)}"));
    }
}
