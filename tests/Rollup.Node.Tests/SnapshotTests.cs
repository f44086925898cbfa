using System.Diagnostics;
using Rollup.Guest;
using Rollup.Node.GuestHost;
using Rollup.Node.Guests;
using Rollup.Node.Rpc;
using TestGuest;

namespace Rollup.Node.Tests;

/// <summary>A guest's state is saved to disk and taken over again, so that neither a restart nor a rejected input replays from genesis.</summary>
public sealed class SnapshotTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("snapshot-tests-").FullName;
    private readonly List<IGuest> _guests = [];

    private string[] StateFiles => Directory.GetFiles(_folder, "*.state", SearchOption.AllDirectories);

    private long Replayed => _guests[^1] switch
    {
        ProcessGuest process => process.ReplayedCount,
        InProcessGuest inside => inside.ReplayedCount,
        _ => throw new InvalidOperationException("a guest of another kind"),
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restart_takes_over_the_state_and_replays_nothing(bool inProcess)
    {
        await using TestNetwork network = await StartAsync(inProcess, SnapshotPolicy.EveryInput);
        foreach (string command in new[] { "add 5", "add 6", "reject", "voucher", "add 1" })
            await network.SendAsync(command);
        InputView before = (await network.Client.GetInputAsync(4))!;
        await UntilSavedAsync(5);

        await network.Dev.RestartNodeAsync();

        Replayed.Should().Be(0);
        (await network.AskAsync("what")).Should().Be("sum 13");
        InputView next = await network.SendAsync("add 2");
        next.Status.Should().Be(InputStatus.Accepted);
        next.OutputsHash.Should().NotBe(before.OutputsHash);
        (await network.NoticesAsync())[^1].Should().StartWith("sum 15 input 5");
        (await network.Client.GetApplicationAsync()).ExecutionParameters.SnapshotPolicy.Should().Be("EVERY_INPUT");
        StateFiles.Should().HaveCount(NodeLimits.SnapshotsKept);
    }

    [Fact]
    public async Task Every_epoch_leaves_a_state_and_only_later_inputs_are_replayed()
    {
        await using TestNetwork network = await StartAsync(inProcess: false, SnapshotPolicy.EveryEpoch);
        foreach (string command in new[] { "add 5", "add 6", "add 7" })
            await network.SendAsync(command);
        await network.CloseEpochAsync();
        await UntilSavedAsync(3);
        await network.SendAsync("add 1");
        await network.SendAsync("add 1");

        await network.Dev.RestartNodeAsync();

        Replayed.Should().Be(2);
        (await network.AskAsync("what")).Should().Be("sum 20");
        (await network.CloseEpochAsync()).Status.Should().Be(EpochStatus.ClaimAccepted);
    }

    [Theory]
    [InlineData("reject", InputStatus.Rejected)]
    [InlineData("throw", InputStatus.Rejected)]
    [InlineData("exit", InputStatus.Exception)]
    [InlineData("hang", InputStatus.TimeLimitExceeded)]
    public async Task Input_that_is_not_accepted_goes_back_to_the_saved_state(string command, InputStatus status)
    {
        await using TestNetwork network = await StartAsync(inProcess: false, SnapshotPolicy.EveryInput);
        await network.SendAsync("add 5");
        await network.SendAsync("add 6");

        (await network.SendAsync(command)).Status.Should().Be(status);

        (await network.SendAsync("add 1")).Status.Should().Be(InputStatus.Accepted);
        (await network.AskAsync("what")).Should().Be("sum 12");
        Replayed.Should().Be(0);
        ((ProcessGuest)_guests[^1]).RestartCount.Should().BeGreaterThan(0);
    }

    [Fact]
    public async Task Application_that_cannot_go_back_by_itself_does_so_from_its_saved_state()
    {
        await using TestNetwork network = await StartAsync(InProcessGuest.Factory(() => new SavedOnly()), SnapshotPolicy.EveryInput);
        await network.SendAsync("add 5");
        await network.SendAsync("reject");

        (await network.AskAsync("what")).Should().Be("sum 5");
        Replayed.Should().Be(0);
    }

    [Fact]
    public async Task Guest_that_offers_nothing_is_replayed()
    {
        await using TestNetwork network = await StartAsync(ProcessGuest.Factory(TestNetwork.GuestOptions), SnapshotPolicy.EveryInput);
        await network.SendAsync("add 5");
        await network.SendAsync("add 6");

        await network.Dev.RestartNodeAsync();

        Replayed.Should().Be(2);
        StateFiles.Should().BeEmpty();
        (await network.AskAsync("what")).Should().Be("sum 11");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 5)]
    public async Task Damaged_states_are_passed_over(int damaged, int replayed)
    {
        await using TestNetwork network = await StartAsync(inProcess: false, SnapshotPolicy.EveryInput);
        foreach (string command in new[] { "add 1", "add 2", "add 3", "add 4", "add 5" })
            await network.SendAsync(command);
        await UntilSavedAsync(5);
        await network.Dev.Node.DisposeAsync();
        foreach (string file in StateFiles.OrderDescending().Take(damaged))
            await File.WriteAllBytesAsync(file, new byte[8]); // well-formed, another root

        await network.Dev.RestartNodeAsync();

        Replayed.Should().Be(replayed);
        (await network.AskAsync("what")).Should().Be("sum 15");
    }

    [Fact]
    public async Task Reorganisation_forgets_the_states_of_blocks_that_are_gone()
    {
        await using TestNetwork network = await StartAsync(inProcess: true, SnapshotPolicy.EveryInput);
        await network.SendAsync("add 100");
        await network.SendAsync("add 1");
        await network.SendAsync("add 1");

        await network.Dev.Chain.ReorganiseAsync(2);
        var clock = Stopwatch.StartNew();
        while (await network.Client.GetProcessedInputCountAsync() != 1 || await network.AskAsync("what") != "sum 100")
            clock.Elapsed.Should().BeLessThan(TestNetwork.Patience);

        await network.Sender.CountAgainAsync();
        await network.SendAsync("add 7");
        (await network.AskAsync("what")).Should().Be("sum 107");
    }

    [Fact]
    public async Task Guest_remembers_only_inputs_that_the_database_does_not_have()
    {
        await using var session = await GuestSession.StartAsync(TestNetwork.GuestOptions, GuestPast.None, CancellationToken.None);
        session.RememberedCount.Should().Be(0);
        var past = new GrowingPast();
        await using var other = await GuestSession.StartAsync(TestNetwork.GuestOptions, past, CancellationToken.None);
        for (ulong index = 0; index < 20; index++)
        {
            await other.AdvanceAsync(Input(index), CancellationToken.None);
            past.InputCount = index; // the last one is not written yet
        }

        other.RememberedCount.Should().BeLessThanOrEqualTo(2);
    }

    private static Primitives.Rollups.EvmAdvance Input(ulong index) =>
        new(31337, default, default, 10, 1_700_000_000, default, index, "add 1"u8.ToArray());

    // An input is answered before its state lies on the disk.
    private async Task UntilSavedAsync(int inputs)
    {
        var clock = Stopwatch.StartNew();
        while (!StateFiles.Any(file => Path.GetFileName(file).StartsWith($"{inputs}-", StringComparison.Ordinal)))
        {
            clock.Elapsed.Should().BeLessThan(TestNetwork.Patience);
            await Task.Delay(10);
        }
    }

    private Task<TestNetwork> StartAsync(bool inProcess, SnapshotPolicy policy) => StartAsync(
        inProcess
            ? InProcessGuest.Factory(() => new CommandApplication())
            : ProcessGuest.Factory(TestNetwork.GuestOptions with
            {
                Arguments = [.. TestNetwork.GuestOptions.Arguments, RollupLoop.SnapshotArgument],
                AdvanceTimeout = TimeSpan.FromSeconds(3),
            }),
        policy);

    private Task<TestNetwork> StartAsync(GuestFactory factory, SnapshotPolicy policy) => TestNetwork.StartAsync(
        databaseFolder: _folder,
        snapshots: policy,
        guest: async (past, cancellationToken) =>
        {
            IGuest guest = await factory(past, cancellationToken);
            _guests.Add(guest);
            return guest;
        });

    /// <summary>The test application without snapshots in memory.</summary>
    private sealed class SavedOnly : IPersistentApplication
    {
        private readonly CommandApplication _inner = new();

        public AdvanceStatus Advance(in AdvanceMetadata metadata, ReadOnlyMemory<byte> payload, IOutputSink outputs) => _inner.Advance(metadata, payload, outputs);

        public void Inspect(ReadOnlyMemory<byte> payload, IReportSink reports) => _inner.Inspect(payload, reports);

        public byte[] SaveState() => _inner.SaveState();

        public bool TryLoadState(ReadOnlyMemory<byte> state) => _inner.TryLoadState(state);
    }

    private sealed class GrowingPast : IGuestPast
    {
        public ulong InputCount { get; set; }

        public ulong OutputCount => 0;

        public IReadOnlyList<SavedState> SavedStates() => [];

        public IEnumerable<PastInput> Accepted(ulong firstInput, ulong inputsEnd) => [];
    }
}
