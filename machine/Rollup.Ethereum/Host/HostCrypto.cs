using System.Security.Cryptography;

namespace Rollup.Ethereum.Host;

/// <summary>What we use of the platform's cryptography, hashing of content aside. Each call first looks whether it works here (<see cref="OpenSsl"/>).</summary>
public static class HostCrypto
{
    /// <summary>Random bytes that nobody can guess.</summary>
    /// <exception cref="OpenSslMissingException">OpenSSL is missing.</exception>
    public static byte[] RandomBytes(int count)
    {
        OpenSsl.Require();
        return RandomNumberGenerator.GetBytes(count);
    }

    /// <summary>PBKDF2 (RFC 8018) with HMAC-SHA-256.</summary>
    /// <exception cref="OpenSslMissingException">OpenSSL is missing.</exception>
    public static byte[] Pbkdf2Sha256(byte[] password, byte[] salt, int iterations, int sizeBytes)
    {
        OpenSsl.Require();
        return Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, sizeBytes);
    }

    /// <summary>PBKDF2 (RFC 8018) with HMAC-SHA-512.</summary>
    /// <exception cref="OpenSslMissingException">OpenSSL is missing.</exception>
    public static byte[] Pbkdf2Sha512(byte[] password, byte[] salt, int iterations, int sizeBytes)
    {
        OpenSsl.Require();
        return Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA512, sizeBytes);
    }

    /// <summary>HMAC-SHA-512 (RFC 2104).</summary>
    /// <exception cref="OpenSslMissingException">OpenSSL is missing.</exception>
    public static byte[] HmacSha512(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data)
    {
        OpenSsl.Require();
        return HMACSHA512.HashData(key, data);
    }
}
