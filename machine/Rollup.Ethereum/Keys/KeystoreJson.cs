using System.Text.Json.Serialization;

namespace Rollup.Ethereum.Keys;

/// <summary>How keystores are read and written. Names are matched without case: old wallets wrote <c>Crypto</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true, WriteIndented = true)]
[JsonSerializable(typeof(KeystoreFile))]
[JsonSerializable(typeof(KeystoreFile.ScryptParameters))]
[JsonSerializable(typeof(KeystoreFile.Pbkdf2Parameters))]
internal sealed partial class KeystoreJson : JsonSerializerContext;
