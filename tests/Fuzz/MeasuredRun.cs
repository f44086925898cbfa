using System.Globalization;

namespace ModelMarket.Fuzz;

/// <summary>
/// Gives mutants to a target one after another and measures each: none may throw, none may take a second of its thread or more memory than
/// said. A mutant follows from its number alone, so a failure is repeated from the number it names, and a long run is cut into pieces:
/// <c>MODELMARKET_FUZZ_FROM</c> is the first number (default 0), <c>MODELMARKET_FUZZ_ITERATIONS</c> how many (default 50,000).
/// </summary>
/// <param name="mutant">The bytes of a number.</param>
/// <param name="target">Ends for any bytes; true where they were accepted, false where they were refused with a typed error.</param>
internal sealed class MeasuredRun(Func<int, byte[]> mutant, Func<byte[], bool> target)
{
    public const long AllocatedBytesMax = 512L << 20;

    private const int DefaultIterations = 50_000;

    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(1);

    private TimeSpan slowest;
    private long largest;
    private int slowestNumber, largestNumber, accepted;

    /// <summary>Runs all; the line says what was seen.</summary>
    public string Run()
    {
        int from = Number("MODELMARKET_FUZZ_FROM", 0), count = Number("MODELMARKET_FUZZ_ITERATIONS", DefaultIterations);
        for (int i = 0; i < count; i++)
            One(checked(from + i));
        accepted.Should().BePositive("some mutants must still be good");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"figure: {count} mutants from number {from}: {accepted} accepted, slowest {slowest.TotalMilliseconds:F0} ms of its thread (number {slowestNumber}), most memory {largest >> 10} KiB (number {largestNumber})");
    }

    private void One(int number)
    {
        byte[] file = mutant(number);
        long before = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan start = ThreadTime.Now;
        try
        {
            accepted += target(file) ? 1 : 0;
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException($"mutant {number}: {Convert.ToHexStringLower(file)}", broken);
        }

        TimeSpan took = ThreadTime.Now - start;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        (slowest, slowestNumber) = took > slowest ? (took, number) : (slowest, slowestNumber);
        (largest, largestNumber) = allocated > largest ? (allocated, number) : (largest, largestNumber);
        if (took >= TimeMax || allocated >= AllocatedBytesMax)
            throw new InvalidOperationException($"mutant {number} takes {took.TotalMilliseconds:F0} ms and {allocated >> 10} KiB: {Convert.ToHexStringLower(file)}");
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
