using System.Text.Json.Serialization;
using ModelMarket.Cli.Demo;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Session;

namespace ModelMarket.Cli.Presentation;

/// <summary>JSON of everything the CLI prints or keeps, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorEnvelope))]
[JsonSerializable(typeof(NetworkProfile))]
[JsonSerializable(typeof(SubmissionRecord))]
[JsonSerializable(typeof(SealedSecret))]
[JsonSerializable(typeof(CheckView))]
[JsonSerializable(typeof(RevealView))]
[JsonSerializable(typeof(ReclaimView))]
[JsonSerializable(typeof(ExplainView))]
[JsonSerializable(typeof(LetterListView))]
[JsonSerializable(typeof(PostView))]
[JsonSerializable(typeof(ProfileListView))]
[JsonSerializable(typeof(DevView))]
[JsonSerializable(typeof(NodePairView))]
[JsonSerializable(typeof(VerifyView))]
[JsonSerializable(typeof(NodeView))]
[JsonSerializable(typeof(TrainView))]
[JsonSerializable(typeof(SubmitView))]
[JsonSerializable(typeof(DemoReport))]
[JsonSerializable(typeof(ClaimListView))]
[JsonSerializable(typeof(SentView))]
[JsonSerializable(typeof(PublishedView))]
[JsonSerializable(typeof(FileView))]
internal sealed partial class CliJson : JsonSerializerContext;
