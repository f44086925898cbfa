using System.Text;
using Rollup.Primitives;
using Rollup.Primitives.Assets;
using Rollup.Primitives.Rollups;

namespace Rollup.Guest.Testing;

/// <summary>Runs an application in memory as a node would: numbers inputs and outputs, keeps the outputs tree, undoes rejected inputs.</summary>
/// <remarks>A test reads as a story: <c>rollup.Deposit(new EtherDeposit(alice, 5, default)); rollup.Send(alice, BankCalls.Withdraw(2)).Voucher…; rollup.Ask("balances/…")</c>.</remarks>
public sealed class RollupTester
{
    private readonly Func<IRollupApplication>? _create;
    private readonly List<AdvanceResult> _history = [];
    private IRollupApplication _application;

    /// <summary>A tester at block 1, time 1,700,000,000, with a chain and an application address of its own. Undoes a rejected input only where the application
    /// can go back (<see cref="ISnapshotApplication"/>).</summary>
    public RollupTester(IRollupApplication application) => _application = application;

    /// <summary>The same, and undoes rejected inputs of any application: one that cannot go back is made anew and replayed.</summary>
    public RollupTester(Func<IRollupApplication> create) => (_create, _application) = (create, create());

    /// <summary>Chain of the next inputs.</summary>
    public ulong ChainId { get; set; } = 31337;

    /// <summary>The application's address.</summary>
    public Address AppContract { get; set; } = Address.Parse("0xab7528bb862fb57e8a2bcd567a2e929a0be56a5e");

    /// <summary>Where <see cref="Deposit"/> comes from.</summary>
    public PortalAddresses Portals { get; set; } = PortalAddresses.Official;

    /// <summary>Answers generic requests (<see cref="IGenericIo"/>); without it there is no domain.</summary>
    public Func<ushort, byte[], GenericIoResponse>? GenericIo { get; set; }

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

    /// <summary>Lets the portal of <paramref name="deposit"/> tell of it.</summary>
    public AdvanceResult Deposit(Deposit deposit) => Send(Portals.Of(deposit.Portal), deposit.EncodePayload());

    /// <summary>Sends an input exactly as given, e.g. from a recording.</summary>
    public AdvanceResult Send(EvmAdvance input)
    {
        var before = (_application as ISnapshotApplication)?.Snapshot();
        var firstIndex = (ulong)OutputsTree.Count;
        var sink = Sink(firstIndex);
        var (status, error) = Run(input, sink);
        if (status == AdvanceStatus.Reject)
        {
            Undo(before);
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
        var sink = Sink(0);
        _application.Inspect(payload, sink);
        return sink.Reports;
    }

    /// <summary>Asks a question in text and returns the answer as text, all its reports together.</summary>
    public string Ask(string question) => Encoding.UTF8.GetString([.. Inspect(Encoding.UTF8.GetBytes(question)).SelectMany(report => report)]);

    private RecordingSink Sink(ulong firstIndex) => new(firstIndex) { GenericIo = GenericIo };

    private void Undo(object? before)
    {
        if (before is not null)
        {
            ((ISnapshotApplication)_application).Restore(before);
        }
        else if (_create is not null)
        {
            _application = _create();
            foreach (var past in _history.Where(past => past.IsAccepted))
            {
                Run(past.Input, Sink(past.FirstOutputIndex));
            }
        }
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
