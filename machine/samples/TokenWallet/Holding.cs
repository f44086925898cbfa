using System.Text.Json.Serialization;

namespace TokenWallet;

/// <summary>How much of one asset an account holds: <c>erc1155 0x… 7</c> and a decimal number in the smallest unit.</summary>
public sealed record Holding(string Asset, string Amount);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Holding[]))]
internal sealed partial class WalletJson : JsonSerializerContext;
