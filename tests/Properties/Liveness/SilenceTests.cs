using ModelMarket.Core;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Tests.Stories;
using Rollup.Primitives;
using Xunit.Abstractions;

namespace Properties.Liveness;

/// <summary>
/// Nobody can freeze money (design.md §2.3): every life of a job over the phase graph, each party silent from every point on, ends by ticks alone
/// with every unit assigned by vouchers. All lives are lived, none is sampled.
/// </summary>
public sealed class SilenceTests(ITestOutputHelper output)
{
    private const ulong Bond = 10;
    private static readonly StoryFile Better = StoryFile.Of(TinyFiles.Weights(0.5f));
    private static readonly StoryFile Best = StoryFile.Of(TinyFiles.Weights(0.7f));
    private static readonly StoryFile Worse = StoryFile.Of(TinyFiles.Weights(-0.5f));
    private static readonly StoryFile Garbage = StoryFile.Of([1, 2, 3]);

    [Fact]
    public void Every_life_ends_by_ticks_alone_with_every_unit_assigned()
    {
        var ends = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (Silence life in Silence.All())
        {
            MarketStory story = Live(life);

            JobView job = story.Job;
            job.End.Should().NotBeNull("{0}", life);
            story.PaidOut(story.JobId).Should().Be(story.Deposited(story.JobId), "{0}", life);
            (job.Money.Left, job.SponsorBond.Left, job.ClientBonds.Left).Should().Be((UInt128.Zero, UInt128.Zero, UInt128.Zero), "{0}", life);
            string end = $"kind {life.Kind}: {job.Phase} {job.End!.Name}";
            ends[end] = ends.GetValueOrDefault(end) + 1;
        }

        foreach ((string end, int count) in ends) output.WriteLine($"{count,5} lives end {end}");
        // Every way to end that the rules know was reached.
        string[] reached = [.. ends.Keys.Select(end => end.Split(' ')[3]).Distinct()];
        reached.Should().Contain(
        [
            nameof(RejectCode.None), nameof(RejectCode.NobodyImproved), nameof(RejectCode.ContentMissing), nameof(RejectCode.DrawMissing),
            nameof(RejectCode.GroupsMissing), nameof(RejectCode.SealedDataMissing),
        ]);
    }

    private static MarketStory Live(Silence life)
    {
        var story = new MarketStory();
        if (life.IsSealed) story.Sealed(change: terms => life.HasRounds ? MarketStory.InRounds(terms, 2) : terms with { PayRule = life.PayRule });
        else story.Funded(change: terms => life.HasRounds ? MarketStory.InRounds(terms, 2) : terms with { ClientBond = Bond, Flags = 2 });
        Prepare(story, life);
        Tick(story, life);
        if (life.HasRounds && story.Job.OpenStart is { } start) story.At(Math.Max(story.Now, start));
        if (story.Job.Phase != JobPhase.Open) return story.At(MarketStory.Start + (200 * MarketStory.Day)).TickedOut();
        if (life.HasRounds) PlayRounds(story, life);
        else Submit(story, life);
        return story.At(MarketStory.Start + (200 * MarketStory.Day)).TickedOut();
    }

    private static void Prepare(MarketStory story, Silence life)
    {
        if (life.Model) story.Delivered(story.Model);
        if (life.Drawn) story.Drawn();
        if (!life.IsSealed)
        {
            if (life.Opened == 2) story.Delivered(story.Data);
        }
        else
        {
            int[] drawn = [.. story.Job.Seal!.Drawn];
            story.GroupsSent(drawn.Take(life.Opened == 1 ? drawn.Length - 1 : life.Opened * drawn.Length));
            story.At(story.Job.Seal.FundedEnd);
        }
    }

    private static void Submit(MarketStory story, Silence life)
    {
        (Address Client, ClientStep Step, StoryFile File)[] clients =
            [(MarketStory.Ada, life.Ada, FileOf(life.Ada, Better)), (MarketStory.Ben, life.Ben, FileOf(life.Ben, Best))];
        foreach ((Address client, ClientStep step, StoryFile file) in clients)
        {
            if (step >= ClientStep.Commits) story.BondedAndCommitted(client, file, Bond);
        }

        if (life.Kind != 1) story.AtReveal();
        foreach ((Address client, ClientStep step, StoryFile file) in clients)
        {
            if (step >= ClientStep.Reveals) story.Revealed(client, file);
            if (step >= ClientStep.Improves) story.Delivered(file, client);
        }

        Tick(story, life);
        if (life.Kind == 1) return;
        story.AtSealedReveal();
        Tick(story, life);
        if (story.Job.End is null) story.GroupsSent(story.Hidden.Take(life.Revealed * 7));
        story.AtScoring();
        Tick(story, life);
    }

    private static void PlayRounds(MarketStory story, Silence life)
    {
        PlayRound(story.AtRound(1), life, (MarketStory.Ada, life.Ada, FileOf(life.Ada, Better)));
        PlayRound(story.AtRound(2), life, (MarketStory.Ada, life.Ada, FileOf(life.Ada, Best)), (MarketStory.Ben, life.Ben, FileOf(life.Ben, Better)));
        if (!life.IsSealed || story.Job.End is not null) return;
        story.AtSealedReveal();
        story.GroupsSent(story.Hidden.Take(life.Revealed * 7)).AtScoring();
        Tick(story, life);
    }

    private static void PlayRound(MarketStory story, Silence life, params (Address Client, ClientStep Step, StoryFile File)[] clients)
    {
        foreach ((Address client, ClientStep step, StoryFile file) in clients)
        {
            if (step >= ClientStep.Commits) story.BondedAndCommitted(client, file, Bond);
        }

        story.AtRevealOfRound();
        foreach ((Address client, ClientStep step, StoryFile file) in clients)
        {
            if (step >= ClientStep.Reveals) story.Revealed(client, file);
            if (step >= ClientStep.Improves) story.Delivered(file, client);
        }

        story.AtScoringOfRound();
        Tick(story, life);
    }

    private static StoryFile FileOf(ClientStep step, StoryFile good) => step switch
    {
        ClientStep.Worsens => Worse,
        ClientStep.UploadsGarbage => Garbage,
        _ => good,
    };

    private static void Tick(MarketStory story, Silence life)
    {
        if (life.TicksEarly) story.TickedOut();
    }
}
