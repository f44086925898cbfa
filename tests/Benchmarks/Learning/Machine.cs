namespace Benchmarks.Learning;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <summary>The processor's name and how many of it.</summary>
    public static string Name()
    {
        foreach (string line in File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo") : [])
        {
            if (line.StartsWith("model name", StringComparison.Ordinal))
                return $"{line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]} × {Environment.ProcessorCount}";
        }

        return $"unknown processor × {Environment.ProcessorCount}";
    }

    /// <summary>The most memory this process has held, in KiB.</summary>
    public static long PeakKibibytes() =>
        long.Parse(File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
}
