using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Benchmarks.Learning;

/// <summary>The processor time of the calling thread: what one thread costs, whoever else uses the machine.</summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3;

    /// <summary>Microseconds since some start; wall time where the system has no such clock.</summary>
    public static double Microseconds() =>
        OperatingSystem.IsLinux() && GetTime(ThreadCpuTime, out Moment now) == 0
            ? (now.Seconds * 1e6) + (now.Nanoseconds / 1e3)
            : Stopwatch.GetElapsedTime(0).TotalMicroseconds;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Moment time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Moment
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
