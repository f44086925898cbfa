namespace Rollup.Guest;

/// <summary>A rollup application: a state machine driven by inputs. Its answers may depend on nothing but genesis and the inputs.</summary>
public interface IRollupApplication
{
    /// <summary>Works through one input. An exception counts as <see cref="AdvanceStatus.Reject"/>.</summary>
    /// <param name="metadata">What the chain says about the input.</param>
    /// <param name="payload">What the sender sent; any bytes are possible. Valid during the call only.</param>
    /// <param name="outputs">Takes vouchers, notices and reports, in order. Valid during the call only.</param>
    AdvanceStatus Advance(in AdvanceMetadata metadata, ReadOnlyMemory<byte> payload, IOutputSink outputs);

    /// <summary>Answers a question about the state, which it must not change. An exception rejects the question.</summary>
    /// <param name="payload">The question; any bytes are possible.</param>
    /// <param name="reports">Takes the answer.</param>
    void Inspect(ReadOnlyMemory<byte> payload, IReportSink reports);
}
