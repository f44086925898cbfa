using Org.BouncyCastle.Crypto.Agreement;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Rollup.Ethereum.Host;

namespace ModelMarket.Cli.Wallets.WalletConnect;

/// <summary>One side's X25519 key of a session, and the topic that both sides derive: HKDF-SHA-256 of the shared secret, no salt, no info.</summary>
internal sealed class KeyAgreement
{
    private readonly X25519PrivateKeyParameters _private = new(HostCrypto.RandomBytes(X25519PrivateKeyParameters.KeySize));

    /// <summary>The public half as hexadecimal digits.</summary>
    public string PublicKey => Convert.ToHexStringLower(_private.GeneratePublicKey().GetEncoded());

    /// <summary>The session's topic with the other side; false when the other key is none.</summary>
    public bool TryAgree(string otherPublicKey, out SealedTopic? topic)
    {
        topic = null;
        if (otherPublicKey.Length != 2 * SealedTopic.KeyBytes || !otherPublicKey.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        var agreement = new X25519Agreement();
        agreement.Init(_private);
        var secret = new byte[agreement.AgreementSize];
        try
        {
            agreement.CalculateAgreement(new X25519PublicKeyParameters(Convert.FromHexString(otherPublicKey)), secret, 0);
        }
        catch (InvalidOperationException)
        {
            // A point of small order: the secret would be zero.
            return false;
        }

        var expand = new HkdfBytesGenerator(new Sha256Digest());
        expand.Init(new HkdfParameters(secret, null, null));
        var key = new byte[SealedTopic.KeyBytes];
        expand.GenerateBytes(key, 0, key.Length);
        topic = new SealedTopic(key);
        return true;
    }
}
