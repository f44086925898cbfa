using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Guest.Testing;

/// <summary>Runs an application in memory as a node would: numbers inputs and outputs, keeps the outputs tree, undoes rejected inputs
/// where the application can go back (<see cref="ISnapshotApplication"/>).</summary>
/// <remarks><c>var tester = new RollupTester(app).At(1_700_000_000); tester.Send(alice, payload).IsAccepted.Should().BeTrue();</c></remarks>
public sealed class RollupTester
{
    private readonly IRollupApplication _application;
    private readonly List<AdvanceResult> _history = [];

    /// <summary>A tester at block 1, time 1,700,000,000, with a chain and an application address of its own.</summary>
    public RollupTester(IRollupApplication application) => _application = application;

    /// <summary>Chain of the next inputs.</summary>
    public ulong ChainId { get; set; } = 31337;

    /// <summary>The application's address.</summary>
    public Address AppContract { get; set; } = Address.Parse("0xab7528bb862fb57e8a2bcd567a2e929a0be56a5e");

    /// <summary>Block of the next input.</summary>
    public ulong BlockNumber { get; private set; } = 1;

    /// <summary>Time of the next input, in seconds since 1970.</summary>
    public ulong BlockTimestamp { get; private set; } = 1_700_000_000;

    /// <summary>Everything that was sent, in order.</summary>
    public IReadOnlyList<AdvanceResult> History => _history;

    /// <summary>The tree over all outputs of accepted inputs.</summary>
    public OutputsMerkleTree OutputsTree { get; } = new();

    /// <summary>Moves time to <paramref name="timestampSeconds"/> and mines a block.</summary>
    /// <exception cref="ArgumentOutOfRangeException">That is in the past.</exception>
    public RollupTester At(ulong timestampSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timestampSeconds, BlockTimestamp);
        (BlockTimestamp, BlockNumber) = (timestampSeconds, BlockNumber + 1);
        return this;
    }

    /// <summary>Lets time pass and mines a block.</summary>
    public RollupTester After(ulong seconds) => At(BlockTimestamp + seconds);

    /// <summary>Sends an input as <paramref name="sender"/> in the present block.</summary>
    public AdvanceResult Send(Address sender, ReadOnlyMemory<byte> payload)
    {
        var index = (ulong)_history.Count;
        var randao = Keccak256.Hash(BitConverter.GetBytes(BlockNumber)); // any word that is the same in every run
        return Send(new EvmAdvance(ChainId, AppContract, sender, BlockNumber, BlockTimestamp, randao, index, payload));
    }

    /// <summary>Sends an input exactly as given, e.g. from a recording.</summary>
    public AdvanceResult Send(EvmAdvance input)
    {
        var reversible = _application as ISnapshotApplication;
        var before = reversible?.Snapshot();
        var firstIndex = (ulong)OutputsTree.Count;
        var sink = new RecordingSink(firstIndex);
        var (status, error) = Run(input, sink);
        if (status == AdvanceStatus.Reject && before is not null)
        {
            reversible!.Restore(before);
        }

        var outputs = status == AdvanceStatus.Accept ? sink.Outputs : [];
        foreach (var output in outputs)
        {
            OutputsTree.Append(output.Hash());
        }

        var result = new AdvanceResult(input, status, outputs, sink.Reports, firstIndex, error);
        _history.Add(result);
        return result;
    }

    /// <summary>Asks a question and returns the reports.</summary>
    public IReadOnlyList<byte[]> Inspect(ReadOnlyMemory<byte> payload)
    {
        var sink = new RecordingSink(0);
        _application.Inspect(payload, sink);
        return sink.Reports;
    }

    private (AdvanceStatus Status, Exception? Error) Run(EvmAdvance input, RecordingSink sink)
    {
        try
        {
            return (_application.Advance(AdvanceMetadata.Of(input), input.Payload, sink), null);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return (AdvanceStatus.Reject, error);
        }
    }
}
