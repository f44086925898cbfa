using Rollup.Node.Rpc;

namespace Rollup.Node.Storage;

/// <summary>How far an application is.</summary>
internal sealed record StoreSummary(
    ApplicationState State, string? Reason, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, ulong LastCheckedBlock, ulong ProcessedCount);
