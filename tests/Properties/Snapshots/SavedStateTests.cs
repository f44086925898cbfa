using System.Reflection;
using ModelMarket.Contracts;
using ModelMarket.Core;
using ModelMarket.Core.State;
using ModelMarket.Core.Tests.Stories;
using Properties.Histories;
using Rollup.Primitives;

namespace Properties.Snapshots;

/// <summary>
/// A market that is saved and restored, after any input of any history, is the same market: field by field, and in every answer to every later input.
/// MODELMARKET_SNAPSHOT_HISTORIES sets how many random histories are lived.
/// </summary>
public sealed class SavedStateTests
{
    private const int InputsPerHistory = 120;

    private static readonly FieldInfo StateField = typeof(Market).GetField("_state", BindingFlags.Instance | BindingFlags.NonPublic)!;

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("MODELMARKET_SNAPSHOT_HISTORIES"), out int count) ? count : 10;

    [Fact]
    public void Market_that_is_restored_again_and_again_answers_every_input_as_one_that_never_was()
    {
        var graph = new StateGraph();
        for (int seed = 0; seed < Count; seed++)
        {
            var history = new RandomHistory(seed);
            history.Live(InputsPerHistory);
            history.End();
            Replay(history.Story, new Random(seed), graph, $"seed {seed}");
        }

        foreach (MarketStory story in Scripted()) Replay(story, null, graph, "scripted");
        // A kind of state that no history came into would show nothing.
        StateTypes().Except(graph.Seen).Should().BeEmpty();
        graph.Unfinished.Should().BeEquivalentTo(nameof(Preparation), nameof(Evaluation), nameof(RoundWork), nameof(FinalCheck));
    }

    /// <summary>The story's inputs on a market that moves into another one after every input, or every few of them.</summary>
    private static void Replay(MarketStory story, Random? random, StateGraph graph, string because)
    {
        Market market = story.Fresh();
        for (int i = 0; i < story.Inputs.Count; i++)
        {
            AdvanceResult result = market.Advance(story.Inputs[i].Context, story.Inputs[i].Payload);
            Text(result).Should().Be(Text(story.Results[i]), $"{because}, input {i}");
            if (random is not null && random.Next(4) > 0) continue;
            Market restored = story.Fresh();
            byte[] saved = market.Save();
            restored.Restore(saved).Should().Be(RestoreCode.None, $"{because}, input {i}");
            restored.Save().AsSpan().SequenceEqual(saved).Should().BeTrue($"{because}, input {i}");
            graph.Compare(StateField.GetValue(market), StateField.GetValue(restored), $"{because}, input {i}");
            market = restored;
        }

        market.StateRoot.Should().Be(story.Market.StateRoot, because);
    }

    /// <summary>What chance does not bring about: parts of a block, letters, a floor that is missed where directions are compared, work of several inputs.</summary>
    private static IEnumerable<MarketStory> Scripted()
    {
        var accuracy = new SliceFloor(0, 0, 1, 800_000_000);
        StoryFile good = StoryFile.Of(TinyFiles.Weights(0.4f)), oneSided = StoryFile.Of(TinyFiles.Weights(0.5f, bias: 1.2f));
        MarketStory floors = new MarketStory(inputWorkMax: 60_000).Funded(change: terms => terms with { Floors = [accuracy], DuplicateThousandths = 999 });
        floors.Delivered(floors.Model).Delivered(floors.Data).TickedOut();
        floors.Submitted(MarketStory.Ada, oneSided).TickedOut().Submitted(MarketStory.Ben, good);
        yield return floors.Submitted(MarketStory.Cleo, StoryFile.Of(TinyFiles.Weights(0.5f, bias: 1.2001f))).TickedOut();
        floors.Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.FloorMissed);
        floors.Submission(2).Decision!.DuplicateOf.Should().Be(0);

        var parts = new MarketStory();
        parts.Funded();
        byte[] model = parts.Model.Bytes, cid = parts.Model.Root.Encode();
        foreach (Address sender in new[] { MarketStory.Stranger, MarketStory.Sponsor, MarketStory.Ada })
            parts.Send(sender, new MarketInputs.PutPartCall(cid, (uint)model.Length, 0, model[..50]).Encode());
        parts.Send(MarketStory.Ada, new MarketInputs.PutPartCall(cid, (uint)model.Length, 50, model[50..80]).Encode());
        parts.Send(MarketStory.Cleo, new MarketInputs.NoteCall(1, "Are rows shuffled?").Encode());
        parts.Send(MarketStory.Sponsor, new MarketInputs.PutPartCall(cid, (uint)model.Length, 50, model[50..]).Encode());
        yield return parts.Delivered(parts.Data).TickedOut();

        foreach (uint directions in new[] { 0U, 999U }) yield return LongRounds(directions);
    }

    /// <summary>Two rounds with a sealed check, each evaluation over many inputs: all that can be under way is under way.</summary>
    private static MarketStory LongRounds(uint directions)
    {
        byte[] model = TinyFiles.DeepModel(TinyFiles.Features, 100);
        StoryFile[] files = [.. new[] { 1.5f, 2f, 2.5f, 3f }.Select(factor => StoryFile.Of(TinyFiles.Scaled(model, factor)))];
        MarketStory story = new MarketStory(inputWorkMax: 150_000)
            .Sealed(change: terms => MarketStory.InRounds(terms, 2) with { MaxSubmissions = 3, DuplicateThousandths = directions, MinImprovement = 0 }, rows: 800, model: model)
            .SealedPrepared().TickedOut().AtRound(1);
        story.Played((MarketStory.Ada, files[0]), (MarketStory.Ben, files[1])).AtRound(2).Played((MarketStory.Ada, files[2]), (MarketStory.Cleo, files[3]));
        return story.AtSealedReveal().GroupsRevealed().AtScoring().TickedOut();
    }

    /// <summary>Everything of the market's and the content's own types that hangs on a state.</summary>
    private static HashSet<Type> StateTypes()
    {
        var found = new HashSet<Type>();
        var pending = new Stack<Type>([typeof(MarketState)]);
        while (pending.TryPop(out Type? type))
        {
            foreach (Type argument in type.GetGenericArguments()) pending.Push(argument);
            if (type.IsArray) pending.Push(type.GetElementType()!);
            bool isOurs = type.Namespace is "ModelMarket.Core.State" or "ModelMarket.Content.Store";
            if (!isOurs || type.IsEnum || !found.Add(type)) continue;
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)) pending.Push(field.FieldType);
        }

        return found;
    }

    private static string Text(AdvanceResult result) => $"{result.Rejection}: " + string.Join('\n', result.Emissions.Select(emission => emission switch
    {
        Emission.Voucher voucher => $"voucher {voucher.Destination} {voucher.Value} {Hex.Encode(voucher.Payload.Span)}",
        Emission.Notice notice => $"notice {Hex.Encode(notice.Payload.Span)}",
        Emission.Report report => $"report {Hex.Encode(report.Payload.Span)}",
        _ => throw new InvalidOperationException(emission.GetType().Name),
    }));
}
