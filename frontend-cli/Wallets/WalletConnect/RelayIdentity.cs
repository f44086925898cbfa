using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using ModelMarket.Content.Encodings;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Rollup.Ethereum.Host;

namespace ModelMarket.Cli.Wallets.WalletConnect;

/// <summary>
/// Who this program is to a relay: an Ed25519 key, told as a did:key in a signed JWT (WalletConnect Core, Relay authentication). It says nothing of
/// the user's accounts.
/// </summary>
internal sealed class RelayIdentity
{
    /// <summary>Length of the seed.</summary>
    public const int SeedBytes = 32;

    private const int SubjectBytes = 32;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);
    private static readonly byte[] Ed25519Prefix = [0xed, 0x01];

    private readonly Ed25519PrivateKeyParameters _key;

    /// <summary>Takes a seed of 32 bytes.</summary>
    public RelayIdentity(byte[] seed)
    {
        _key = new Ed25519PrivateKeyParameters(seed);
    }

    /// <summary>A new seed.</summary>
    public static byte[] NewSeed() => HostCrypto.RandomBytes(SeedBytes);

    /// <summary>The name: <c>did:key:z6Mk…</c>.</summary>
    public string Did => "did:key:" + Multibase.EncodeBase58Btc([.. Ed25519Prefix, .. _key.GeneratePublicKey().GetEncoded()]);

    /// <summary>A token for one connection.</summary>
    /// <param name="audience">The relay's address, as it was configured.</param>
    /// <param name="now">When it starts to count.</param>
    public string Token(string audience, DateTimeOffset now)
    {
        var header = new JsonObject { ["alg"] = "EdDSA", ["typ"] = "JWT" };
        var payload = new JsonObject
        {
            ["iss"] = Did,
            ["sub"] = Convert.ToHexStringLower(HostCrypto.RandomBytes(SubjectBytes)),
            ["aud"] = audience,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
        };
        string data = $"{Encode(header)}.{Encode(payload)}";
        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, _key);
        byte[] bytes = Encoding.ASCII.GetBytes(data);
        signer.BlockUpdate(bytes, 0, bytes.Length);
        return $"{data}.{Base64Url.EncodeToString(signer.GenerateSignature())}";
    }

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
