using System.Text.Json.Serialization;
using ModelMarket.Core.Notices;

namespace ModelMarket.Core.Inspect;

/// <summary>Every JSON document the market writes, for writing and for reading back without reflection. camelCase; null members are left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(AmountJsonConverter), typeof(SignedJsonConverter), typeof(AddressJsonConverter), typeof(Hash32JsonConverter)])]
[JsonSerializable(typeof(JobListView))]
[JsonSerializable(typeof(JobView))]
[JsonSerializable(typeof(LeaderboardView))]
[JsonSerializable(typeof(SubmissionListView))]
[JsonSerializable(typeof(SubmissionView))]
[JsonSerializable(typeof(MissingView))]
[JsonSerializable(typeof(ClientView))]
[JsonSerializable(typeof(BlockView))]
[JsonSerializable(typeof(StateView))]
[JsonSerializable(typeof(RejectionReport))]
[JsonSerializable(typeof(AcceptedReport))]
[JsonSerializable(typeof(JobOpenedNotice))]
[JsonSerializable(typeof(JobPreparedNotice))]
[JsonSerializable(typeof(SubmissionDecidedNotice))]
[JsonSerializable(typeof(JobEndedNotice))]
[JsonSerializable(typeof(ToppedUpNotice))]
[JsonSerializable(typeof(DepositReturnedNotice))]
[JsonSerializable(typeof(PortalReturnedNotice))]
[JsonSerializable(typeof(ReclaimStartedNotice))]
[JsonSerializable(typeof(GroupsDrawnNotice))]
[JsonSerializable(typeof(ScoringStartedNotice))]
[JsonSerializable(typeof(SettlementNotice))]
[JsonSerializable(typeof(KeyPublishedNotice))]
[JsonSerializable(typeof(NoteNotice))]
[JsonSerializable(typeof(MessageNotice))]
[JsonSerializable(typeof(MessageCountsView))]
[JsonSerializable(typeof(BatchSettledNotice))]
[JsonSerializable(typeof(RoundSettledNotice))]
[JsonSerializable(typeof(FinalSettledNotice))]
[JsonSerializable(typeof(RoundListView))]
[JsonSerializable(typeof(RoundDetailView))]
public sealed partial class MarketJson : JsonSerializerContext;
