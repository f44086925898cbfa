using System.Text.Json.Serialization;

namespace ModelMarket.Cli.Session.Node;

/// <summary>JSON of the official node's interface, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(NodeResponse<NodeItem<NodeInput>>))]
[JsonSerializable(typeof(NodeResponse<NodeItem<NodeOutput>>))]
[JsonSerializable(typeof(NodeResponse<NodeItem<NodeEpoch>>))]
[JsonSerializable(typeof(NodeResponse<NodeItem<NodeApplication>>))]
[JsonSerializable(typeof(NodeResponse<NodeItem<string>>))]
[JsonSerializable(typeof(NodeResponse<NodePage<NodeOutput>>))]
[JsonSerializable(typeof(NodeResponse<NodePage<NodeReport>>))]
[JsonSerializable(typeof(NodeResponse<NodePage<NodeEpoch>>))]
[JsonSerializable(typeof(NodeResponse<NodePage<NodeInput>>))]
[JsonSerializable(typeof(InspectAnswer))]
internal sealed partial class NodeJson : JsonSerializerContext;
