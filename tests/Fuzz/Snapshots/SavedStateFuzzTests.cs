using System.Reflection;
using ModelMarket.Contracts;
using ModelMarket.Core;
using ModelMarket.Core.Decisions;
using ModelMarket.Core.State;
using ModelMarket.Core.Tests.Stories;
using Rollup.Primitives;

namespace ModelMarket.Fuzz.Snapshots;

/// <summary>Saved states are untrusted: broken ones end in a code and an untouched market, and what is taken over has the root it names.</summary>
public sealed class SavedStateFuzzTests
{
    private static readonly Address[] Clients = [MarketStory.Ada, MarketStory.Ben, MarketStory.Cleo];

    private static readonly MarketStory[] Stories = Make();

    [Fact]
    public void Mutated_states_are_refused_and_change_nothing()
    {
        byte[] first = Stories[0].Market.Save();
        Market market = Stories[0].Fresh();
        market.Restore(first).Should().Be(RestoreCode.None);
        Hash32 root = market.StateRoot;
        var codes = new HashSet<RestoreCode>();
        new SeededMutator(70, [.. Stories.Select(story => story.Market.Save())]).Run(bytes =>
        {
            RestoreCode code = market.Restore(bytes);
            codes.Add(code);
            // The mutator may undo itself.
            return code == RestoreCode.None ? market.Save().AsSpan().SequenceEqual(bytes) && market.Restore(first) == RestoreCode.None : market.StateRoot == root;
        }, divisor: 8);
        codes.Should().Contain([RestoreCode.VersionUnknown, RestoreCode.Malformed, RestoreCode.RootDiffers]);
    }

    [Fact]
    public void Every_cut_and_every_single_byte_more_is_refused()
    {
        byte[] saved = Stories[0].Market.Save();
        Market market = Stories[0].Fresh();
        for (int length = 0; length < saved.Length; length += length < 400 ? 1 : 41) market.Restore(saved.AsSpan(0, length)).Should().NotBe(RestoreCode.None);
        market.Restore([.. saved, 0]).Should().NotBe(RestoreCode.None);
        market.Restore([.. saved, .. saved]).Should().NotBe(RestoreCode.None);
        market.StateRoot.Should().Be(Stories[0].Fresh().StateRoot);
        market.Restore(saved).Should().Be(RestoreCode.None);
    }

    [Fact]
    public void State_of_another_genesis_is_refused()
    {
        string text = System.Text.Encoding.UTF8.GetString(Genesis.Dev.Encode()).Replace("\"dev\"", "\"public\"", StringComparison.Ordinal);
        Genesis.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out Genesis? other, out string problem).Should().BeTrue(problem);
        new Market(other!).Restore(new MarketStory().Market.Save()).Should().Be(RestoreCode.RootDiffers);
    }

    /// <summary>A forger knows how roots are made: jobs with any contents and the root that goes with them reach everything that is rebuilt.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Forged_jobs_under_a_right_root_never_throw(int index)
    {
        MarketStory story = Stories[index];
        MarketState state = StateOf(story.Market);
        Job job = state.Jobs[story.JobId];
        Market market = story.Fresh();
        int read = 0;
        new SeededMutator(80 + index, [JobHash.Encode(job)]).Run(form =>
        {
            if (!JobReader.TryRead(form, job.TermsBytes.Span, state.Genesis.Schedule, out Job? forged)) return true;
            read++;
            var made = new MarketState(state.Genesis, state.InputWorkMax);
            made.Commit([new Change.SetJob(forged), new Change.SetContent(state.Content, state.Pending, state.NextDeclaration)], state.Now);
            RestoreCode code = market.Restore(MarketForm.Write(made));
            return code is RestoreCode.None ? market.StateRoot == made.Root : code is RestoreCode.Impossible or RestoreCode.Malformed;
        }, divisor: 8);
        read.Should().BeGreaterThan(10);
    }

    /// <summary>A market in the middle of a submission's score, one in the middle of a round, and one with letters, parts and a pruned job.</summary>
    private static MarketStory[] Make()
    {
        byte[] model = TinyFiles.DeepModel(TinyFiles.Features, 40);
        StoryFile[] files = [.. new[] { 1.5f, 2f, 2.5f }.Select(factor => StoryFile.Of(TinyFiles.Scaled(model, factor)))];
        var scoring = new MarketStory(inputWorkMax: 60_000);
        scoring.Funded(change: terms => terms with { DuplicateThousandths = 999 }, model: model, data: TinyFiles.Data(200)).Delivered(scoring.Model).Delivered(scoring.Data).TickedOut();
        scoring.Submitted(MarketStory.Ada, files[0]).TickedOut().Submitted(MarketStory.Ben, files[1]);
        while (scoring.Submission(1).Decision is null && StateOf(scoring.Market).Jobs[1].Evaluation is not { Run.WorkDone: > 30_000 }) scoring.Ticked();

        MarketStory round = new MarketStory(inputWorkMax: 120_000).RoundsOpened(2, terms => terms with { MaxSubmissions = 3 }, model, TinyFiles.Data(400));
        for (int i = 0; i < files.Length; i++) round.BondedAndCommitted(Clients[i], files[i], MarketStory.ClientBond);
        round.AtRevealOfRound();
        for (int i = 0; i < files.Length; i++) round.Shown(Clients[i], files[i]);
        round.AtScoringOfRound();
        while (StateOf(round.Market).Jobs[1].RoundWork is not { Scores.Length: 2 }) round.Ticked();

        var mixed = new MarketStory();
        mixed.Funded().Prepared().Submitted(MarketStory.Ada, TinyFiles.Weights(0.4f)).TickedOut();
        mixed.At(mixed.Job.OpenEnd!.Value).TickedOut().After(31 * MarketStory.Day).Ticked().Funded();
        byte[] bytes = mixed.Model.Bytes;
        mixed.Send(MarketStory.Ada, new MarketInputs.PutPartCall(mixed.Model.Root.Encode(), (uint)bytes.Length, 0, bytes[..60]).Encode());
        mixed.Send(MarketStory.Cleo, new MarketInputs.NoteCall(2, "Hello").Encode());
        return [scoring, round, mixed];
    }

    private static MarketState StateOf(Market market) =>
        (MarketState)typeof(Market).GetField("_state", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(market)!;
}
