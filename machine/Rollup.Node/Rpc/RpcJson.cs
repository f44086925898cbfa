using System.Text.Json.Serialization;

namespace Rollup.Node.Rpc;

/// <summary>How views travel, without reflection: snake case, nulls written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters =
    [
        typeof(RpcJsonConverters.LowerCaseAddress),
        typeof(RpcJsonConverters.Word),
        typeof(RpcJsonConverters.Bytes),
        typeof(RpcJsonConverters.HexNumber),
        typeof(RpcJsonConverters.WideNumber),
        typeof(RpcJsonConverters.Time),
        typeof(RpcJsonConverters.InputStatusName),
        typeof(RpcJsonConverters.EpochStatusName),
        typeof(RpcJsonConverters.ApplicationStateName),
    ])]
[JsonSerializable(typeof(RpcItem<ApplicationView>))]
[JsonSerializable(typeof(RpcItem<EpochView>))]
[JsonSerializable(typeof(RpcItem<InputView>))]
[JsonSerializable(typeof(RpcItem<OutputView>))]
[JsonSerializable(typeof(RpcItem<ReportView>))]
[JsonSerializable(typeof(RpcItem<ulong>), TypeInfoPropertyName = "RpcItemNumber")]
[JsonSerializable(typeof(RpcItem<string>), TypeInfoPropertyName = "RpcItemText")]
[JsonSerializable(typeof(RpcPage<ApplicationView>))]
[JsonSerializable(typeof(RpcPage<EpochView>))]
[JsonSerializable(typeof(RpcPage<InputView>))]
[JsonSerializable(typeof(RpcPage<OutputView>))]
[JsonSerializable(typeof(RpcPage<ReportView>))]
[JsonSerializable(typeof(RpcPage<string>), TypeInfoPropertyName = "RpcPageNothing")]
[JsonSerializable(typeof(InspectView))]
internal sealed partial class RpcJson : JsonSerializerContext;
