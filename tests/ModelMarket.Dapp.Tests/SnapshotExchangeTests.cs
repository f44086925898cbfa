using ModelMarket.Core;
using ModelMarket.Core.Tests.Stories;
using Replay;
using Rollup.Guest;
using Rollup.Node.GuestHost;
using Rollup.Node.Guests;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace ModelMarket.Dapp.Tests;

/// <summary>A state that one host saves in the middle of a model's evaluation is the canonical one, and any other host goes on from it.</summary>
public sealed class SnapshotExchangeTests : IDisposable
{
    private const string Question = "state";

    private readonly string _folder = Directory.CreateTempSubdirectory("market-exchange-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [InlineData(DappHosts.Jit, DappHosts.NativeX64)]
    [InlineData(DappHosts.NativeX64, DappHosts.Jit)]
    [InlineData(DappHosts.NativeX64, DappHosts.NativeArm64)]
    [InlineData(DappHosts.NativeArm64, DappHosts.Box64)]
    public async Task State_saved_in_the_middle_of_an_evaluation_is_taken_over_by_another_host(string saver, string taker)
    {
        GuestOptions[] hosts = [DappHosts.Options(saver, RollupLoop.SnapshotArgument), DappHosts.Options(taker, RollupLoop.SnapshotArgument)];
        MarketStory story = Stories.LongJob(out _).Ticked();
        story.Job.Prepared.Should().BeNull("the initial model takes more than one input");
        int half = story.Inputs.Count;
        EvmAdvance[] inputs = Stories.Inputs(story.TickedOut());
        var (expected, middle, end) = Undisturbed(inputs, half);

        SavedState saved = await SaveAsync(hosts[0], inputs[..half], expected);
        (await File.ReadAllBytesAsync(saved.File)).Should().Equal(middle, "there is one form of a state");

        await using GuestSession session = await GuestSession.StartAsync(hosts[1], new Past(saved), CancellationToken.None);
        session.ReplayedCount.Should().Be(0);
        for (int i = half; i < inputs.Length; i++)
            (await AnswerAsync(session, inputs[i])).DifferenceTo(expected.Inputs[i]).Should().BeNull();
        string file = Path.Combine(_folder, "end.state");
        (await session.SaveAsync(file, CancellationToken.None)).Should().Be(Keccak256.Hash(end));
        (await File.ReadAllBytesAsync(file)).Should().Equal(end);
    }

    /// <summary>The same inputs through one market in this process: its answers, and its state at a place and at the end.</summary>
    private static (Recording Answers, byte[] Middle, byte[] End) Undisturbed(EvmAdvance[] inputs, int half)
    {
        var first = new MarketApplication(new Market(Genesis.Dev));
        ReplayRunner.Record(first, Question, inputs[..half]);
        var whole = new MarketApplication(new Market(Genesis.Dev));
        Recording answers = ReplayRunner.Record(whole, Question, inputs);
        return (answers, first.SaveState(), whole.SaveState());
    }

    private async Task<SavedState> SaveAsync(GuestOptions host, EvmAdvance[] inputs, Recording expected)
    {
        await using GuestSession session = await GuestSession.StartAsync(host, CancellationToken.None);
        for (int i = 0; i < inputs.Length; i++)
            (await AnswerAsync(session, inputs[i])).DifferenceTo(expected.Inputs[i]).Should().BeNull();
        string file = Path.Combine(_folder, "middle.state");
        Hash32 root = await session.SaveAsync(file, CancellationToken.None);
        return new SavedState(file, root, (ulong)inputs.Length, (ulong)expected.Inputs.Take(inputs.Length).Sum(input => input.Outputs.Count));
    }

    private static async Task<RecordedInput> AnswerAsync(GuestSession session, EvmAdvance input)
    {
        GuestResult result = await session.AdvanceAsync(input, CancellationToken.None);
        GuestResult state = await session.InspectAsync(System.Text.Encoding.UTF8.GetBytes(Question), CancellationToken.None);
        return new RecordedInput(input, result.Status, result.Outputs, result.Reports, state.Reports);
    }

    /// <summary>Nothing but the saved state: a host that does not take it has no way to where the inputs go on.</summary>
    private sealed class Past(SavedState saved) : IGuestPast
    {
        public ulong InputCount => saved.InputCount;

        public ulong OutputCount => saved.OutputCount;

        public IReadOnlyList<SavedState> SavedStates() => [saved];

        public IEnumerable<PastInput> Accepted(ulong firstInput, ulong inputsEnd) =>
            firstInput == saved.InputCount ? [] : throw new InvalidOperationException("the saved state was not taken over");
    }
}
