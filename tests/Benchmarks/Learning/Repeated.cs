using System.Diagnostics;

namespace Benchmarks.Learning;

/// <summary>Medians of repeated runs, in microseconds.</summary>
internal static class Repeated
{
    private const int WarmMilliseconds = 500;
    private const int MeasureMilliseconds = 1500;
    private const int RunsMin = 15;

    /// <summary>Of actions on this thread, in turns so that all see the same machine, by the thread's own processor time.</summary>
    public static double[] OneThread(params Action[] actions) => Medians(ThreadClock.Microseconds, actions);

    /// <summary>Of actions in turns, by the clock on the wall.</summary>
    public static double[] Wall(params Action[] actions) => Medians(() => Stopwatch.GetElapsedTime(0).TotalMicroseconds, actions);

    /// <summary>The middle one.</summary>
    public static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private static double[] Medians(Func<double> clock, Action[] actions)
    {
        for (var warm = Stopwatch.StartNew(); warm.ElapsedMilliseconds < WarmMilliseconds;)
            Array.ForEach(actions, action => action());
        List<double>[] times = Array.ConvertAll(actions, _ => new List<double>());
        for (var all = Stopwatch.StartNew(); all.ElapsedMilliseconds < MeasureMilliseconds || times[0].Count < RunsMin;)
        {
            for (int i = 0; i < actions.Length; i++)
            {
                actions[i]();
                double start = clock();
                actions[i]();
                times[i].Add(clock() - start);
            }
        }

        return Array.ConvertAll(times, Median);
    }
}
