using System.Globalization;
using ModelMarket.Core;
using ModelMarket.Core.Inspect;
using Rollup.Primitives;
using Xunit.Abstractions;

namespace Properties.Histories;

/// <summary>
/// What holds in every history: a refused input leaves the root alone, no job pays out more than came in, every job comes to its end by ticks
/// alone with every unit assigned, and a replay gives the same root. MODELMARKET_HISTORIES sets how many are lived (10,000 for a long run, or <c>first+count</c> for a part of it).
/// </summary>
public sealed class RandomHistoryTests(ITestOutputHelper output)
{
    private const int InputsPerHistory = 120;

    /// <summary>Seeds from First on: a number is so many from 0, <c>2000+1000</c> is a part of a long run.</summary>
    private static (int First, int Count) Seeds
    {
        get
        {
            int[] numbers = [.. (Environment.GetEnvironmentVariable("MODELMARKET_HISTORIES") ?? "").Split('+', StringSplitOptions.RemoveEmptyEntries).Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
            return numbers.Length switch { 0 => (0, 120), 1 => (0, numbers[0]), _ => (numbers[0], numbers[1]) };
        }
    }

    [Fact]
    public void Money_is_conserved_and_replay_gives_the_same_root()
    {
        (int first, int count) = Seeds;
        int paid = 0;
        var ends = new SortedDictionary<(byte? Kind, JobPhase Phase), int>();
        for (int seed = first; seed < first + count; seed++)
        {
            var history = new RandomHistory(seed);
            history.Live(InputsPerHistory);
            history.End();

            foreach (ulong job in history.Jobs.Except(history.Reclaimed)) history.Story.PaidOut(job).Should().Be(history.Deposited(job), $"seed {seed}, job {job}");
            history.Story.Replay().StateRoot.Should().Be(history.Story.Market.StateRoot, $"seed {seed}");
            foreach (JobSummaryView job in history.Story.Ask<JobListView>("jobs").Jobs) ends[(job.Kind, job.Phase)] = ends.GetValueOrDefault((job.Kind, job.Phase)) + 1;
            paid += history.Story.Payments.Count(payment => !payment.IsRefund);
        }

        // Histories in which nobody is ever paid would show nothing.
        paid.Should().BeGreaterThan(count / 4);
        foreach (JobPhase phase in new[] { JobPhase.Settled, JobPhase.Refunded, JobPhase.Defaulted }) ends.Should().ContainKey((2, phase)).And.ContainKey((3, phase));
        ends.Should().ContainKey((1, JobPhase.Settled));
        output.WriteLine(string.Join(", ", ends.Select(end => $"kind {end.Key.Kind} {end.Key.Phase}: {end.Value}")));
    }

    [Fact]
    public void Inspect_never_changes_the_root()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var history = new RandomHistory(seed);
            for (int i = 0; i < 20; i++)
            {
                history.Live(5);
                Hash32 before = history.Story.Market.StateRoot;
                foreach (ulong job in history.Jobs)
                {
                    history.Story.Ask<SubmissionListView>($"jobs/{job}/submissions");
                    history.Story.Market.Inspect($"jobs/{job}/rounds");
                    history.Story.Market.Inspect($"jobs/{job}/rounds/1");
                }

                history.Story.Market.Inspect("jobs");
                history.Story.Market.StateRoot.Should().Be(before);
            }
        }
    }

    [Fact]
    public void Every_job_ends_by_ticks_alone_from_wherever_its_history_stopped()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            var history = new RandomHistory(1_000 + seed);
            history.Live(seed * 3);
            history.End();

            foreach (ulong job in history.Jobs) history.Story.Ask<JobView>($"jobs/{job}").End.Should().NotBeNull($"seed {seed}, job {job}");
        }
    }
}
