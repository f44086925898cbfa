using System.Text.Json.Serialization;

namespace ModelMarket.Cli.Wallets;

/// <summary>JSON of what wallet verbs print, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WalletView))]
[JsonSerializable(typeof(List<WalletView>))]
[JsonSerializable(typeof(SignatureView))]
[JsonSerializable(typeof(ConnectionView))]
[JsonSerializable(typeof(WalletConnect.PhoneSession))]
[JsonSerializable(typeof(List<PendingView>))]
[JsonSerializable(typeof(FundView))]
internal sealed partial class WalletJson : JsonSerializerContext;
