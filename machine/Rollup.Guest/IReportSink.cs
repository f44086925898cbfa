namespace Rollup.Guest;

/// <summary>Takes reports: logs and answers that are not provable on L1.</summary>
public interface IReportSink
{
    /// <summary>Leaves a report of at most 2 MiB.</summary>
    void Report(ReadOnlySpan<byte> payload);
}
