using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Guest.Testing;

/// <summary>Keeps outputs and reports in memory and numbers outputs from a given index.</summary>
public sealed class RecordingSink(ulong firstIndex) : IOutputSink, IGenericIo
{
    private readonly List<Output> _outputs = [];
    private readonly List<byte[]> _reports = [];

    /// <summary>Vouchers and notices so far.</summary>
    public IReadOnlyList<Output> Outputs => _outputs;

    /// <summary>Reports so far.</summary>
    public IReadOnlyList<byte[]> Reports => _reports;

    /// <summary>Answers generic requests; without it there is no domain.</summary>
    public Func<ushort, byte[], GenericIoResponse>? GenericIo { get; init; }

    /// <inheritdoc/>
    public ulong Voucher(Address destination, UInt256 value, ReadOnlySpan<byte> payload) =>
        Add(new Voucher(destination, value, payload.ToArray()));

    /// <inheritdoc/>
    public ulong Notice(ReadOnlySpan<byte> payload) => Add(new Notice(payload.ToArray()));

    /// <inheritdoc/>
    public ulong DelegateCallVoucher(Address destination, ReadOnlySpan<byte> payload) =>
        Add(new DelegateCallVoucher(destination, payload.ToArray()));

    /// <inheritdoc/>
    public void Report(ReadOnlySpan<byte> payload) => _reports.Add(payload.ToArray());

    /// <inheritdoc/>
    public GenericIoResponse Request(ushort domain, ReadOnlySpan<byte> id) =>
        GenericIo is { } answer ? answer(domain, id.ToArray()) : throw new RollupServerException($"This host has no generic I/O, nor a domain {domain}.");

    private ulong Add(Output output)
    {
        _outputs.Add(output);
        return firstIndex + (ulong)_outputs.Count - 1;
    }
}
