using Rollup.Node.Lanes;
using Rollup.Node.Rpc;
using Rollup.Node.Storage;

namespace Rollup.Node.Http;

/// <summary>What the API shows, put together from the contracts' facts, the database and the outputs tree.</summary>
internal static class Views
{
    private const ulong InspectDeadlineNanoseconds = 180_000_000_000;

    public static ApplicationView Of(ApplicationLane lane)
    {
        StoreSummary summary = lane.Queries.Summary();
        return new ApplicationView
        {
            Name = lane.Name,
            IapplicationAddress = lane.Facts.Application,
            IconsensusAddress = lane.Facts.Consensus,
            IinputboxAddress = lane.Facts.InputBox,
            TemplateHash = lane.Facts.TemplateHash,
            EpochLength = lane.Facts.EpochLength,
            DataAvailability = lane.Facts.DataAvailability,
            ConsensusType = lane.Facts.IsQuorum ? "QUORUM" : "AUTHORITY",
            State = summary.State,
            Reason = summary.Reason,
            IinputboxBlock = lane.Facts.InputBoxBlock,
            LastEpochCheckBlock = summary.LastCheckedBlock,
            LastInputCheckBlock = summary.LastCheckedBlock,
            LastOutputCheckBlock = summary.LastCheckedBlock,
            ProcessedInputs = summary.ProcessedCount,
            CreatedAt = summary.CreatedAt,
            UpdatedAt = summary.UpdatedAt,
            ExecutionParameters = new ExecutionParametersView
            {
                SnapshotPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(lane.Snapshots.ToString()),
                AdvanceMaxDeadline = InspectDeadlineNanoseconds,
                InspectMaxDeadline = InspectDeadlineNanoseconds,
                MaxConcurrentInspects = NodeLimits.ConcurrentInspects,
                CreatedAt = summary.CreatedAt,
                UpdatedAt = summary.CreatedAt,
            },
        };
    }

    public static OutputView Of(ApplicationLane lane, QueriedOutput row) =>
        row.ClaimedOutputCount is { } count ? row.View with { OutputHashesSiblings = lane.Proof(row.View.Index, count) } : row.View;
}
