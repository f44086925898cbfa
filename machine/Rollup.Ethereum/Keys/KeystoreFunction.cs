namespace Rollup.Ethereum.Keys;

/// <summary>The two functions that a keystore of version 3 stretches its password with.</summary>
public enum KeystoreFunction
{
    /// <summary>scrypt (RFC 7914).</summary>
    Scrypt,

    /// <summary>PBKDF2 with HMAC-SHA-256 (RFC 8018).</summary>
    Pbkdf2,
}
