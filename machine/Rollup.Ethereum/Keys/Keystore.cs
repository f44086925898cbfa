using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using Rollup.Ethereum.Host;
using Rollup.Primitives;

namespace Rollup.Ethereum.Keys;

/// <summary>
/// A private key under a password: Web3 Secret Storage, version 3. AES-128-CTR with the first half of the derived key; the mac is
/// keccak256(second half ‖ ciphertext).
/// </summary>
public static class Keystore
{
    /// <summary>Longest file that is read.</summary>
    public const int FileBytesMax = 64 * 1024;

    /// <summary>Most memory that a file may ask scrypt to use: 128 · N · r bytes.</summary>
    public const long ScryptMemoryBytesMax = 1L << 30;

    /// <summary>Most work that a file may ask of scrypt: N · r · p.</summary>
    public const long ScryptWorkMax = 1L << 26;

    /// <summary>Most rounds that a file may ask of PBKDF2.</summary>
    public const int Pbkdf2IterationsMax = 10_000_000;

    private const int Version = 3;
    private const int DerivedBytes = 32;
    private const int SaltBytes = 32;
    private const int SaltBytesMax = 1024;
    private const int IvBytes = 16;

    /// <summary>Seals a key.</summary>
    /// <returns>The file's text.</returns>
    /// <exception cref="FormatException">The password is empty or not ASCII: wallets differ in how they read others.</exception>
    public static string Encrypt(PrivateKey key, string password, KeystoreOptions? options = null)
    {
        if (password.Length == 0 || !Ascii.IsValid(password))
            throw new FormatException("a password for a keystore is of ASCII characters, at least one: wallets differ in how they read others");

        options ??= new KeystoreOptions();
        byte[] salt = HostCrypto.RandomBytes(SaltBytes);
        byte[] iv = HostCrypto.RandomBytes(IvBytes);
        byte[] derived = options.Function == KeystoreFunction.Scrypt
            ? Scrypt.DeriveKey(Encoding.ASCII.GetBytes(password), salt, options.ScryptCost, options.ScryptBlockSize, options.ScryptParallelism, DerivedBytes)
            : HostCrypto.Pbkdf2Sha256(Encoding.ASCII.GetBytes(password), salt, options.Pbkdf2Iterations, DerivedBytes);
        byte[] ciphertext = Aes128Ctr(derived, iv, key.ToBytes());
        var file = new KeystoreFile(Version, Guid.NewGuid().ToString(), Bare(key.Address.ToArray()), new KeystoreFile.Sealed(
            "aes-128-ctr", new KeystoreFile.CipherParameters(Bare(iv)), Bare(ciphertext),
            options.Function == KeystoreFunction.Scrypt ? "scrypt" : "pbkdf2", Parameters(options, salt), Bare(Mac(derived, ciphertext))));
        return JsonSerializer.Serialize(file, KeystoreJson.Default.KeystoreFile);
    }

    /// <summary>The address that a file says it holds, without opening it; null where it says none.</summary>
    /// <exception cref="FormatException">The text is no keystore of version 3.</exception>
    public static Address? AddressIn(string text)
    {
        string? address = Read(text).Address;
        return address is not null && Address.TryParse(address.StartsWith("0x", StringComparison.Ordinal) ? address.ToLowerInvariant() : "0x" + address.ToLowerInvariant(), out Address found) ? found : null;
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="FormatException">The text is no keystore of version 3, asks for more work than the limits here allow, or holds another address than it says.</exception>
    /// <exception cref="WrongPasswordException">The password does not fit.</exception>
    public static PrivateKey Decrypt(string text, string password)
    {
        KeystoreFile file = Read(text);
        if (file.Crypto.Cipher != "aes-128-ctr")
            throw new FormatException($"the keystore's cipher is not aes-128-ctr but {Shown(file.Crypto.Cipher)}");

        byte[] derived = Derive(file.Crypto, Encoding.UTF8.GetBytes(password));
        byte[] ciphertext = Bytes(file.Crypto.Ciphertext, 32, 32, "ciphertext");
        if (!CryptographicOperations.FixedTimeEquals(Mac(derived, ciphertext), Bytes(file.Crypto.Mac, 32, 32, "mac")))
            throw new WrongPasswordException();

        byte[] bytes = Aes128Ctr(derived, Bytes(file.Crypto.Cipherparams.Iv, IvBytes, IvBytes, "iv"), ciphertext);
        PrivateKey key = PrivateKey.FromBytes(bytes);
        return AddressIn(text) is { } said && said != key.Address
            ? throw new FormatException($"the keystore says it is of {said.ToChecksumString()}, but holds the key of {key.Address.ToChecksumString()}")
            : key;
    }

    private static byte[] Derive(KeystoreFile.Sealed crypto, byte[] password)
    {
        switch (crypto.Kdf)
        {
            case "scrypt":
                KeystoreFile.ScryptParameters s = Parameters(crypto.Kdfparams, KeystoreJson.Default.ScryptParameters);
                bool sound = s is { N: > 1, R: > 0, P: > 0, Dklen: DerivedBytes } && int.IsPow2(s.N);
                if (!sound || 128L * s.N * s.R > ScryptMemoryBytesMax || (Int128)s.N * s.R * s.P > ScryptWorkMax)
                    throw new FormatException($"the keystore asks scrypt for N = {s.N}, r = {s.R}, p = {s.P}, dklen = {s.Dklen}: beyond what this program spends on one");

                return Scrypt.DeriveKey(password, Bytes(s.Salt, 0, SaltBytesMax, "salt"), s.N, s.R, s.P, DerivedBytes);
            case "pbkdf2":
                KeystoreFile.Pbkdf2Parameters p = Parameters(crypto.Kdfparams, KeystoreJson.Default.Pbkdf2Parameters);
                if (p is not { C: > 0 and <= Pbkdf2IterationsMax, Dklen: DerivedBytes, Prf: "hmac-sha256" })
                    throw new FormatException($"the keystore asks PBKDF2 for {p.C} rounds of {Shown(p.Prf)}, dklen = {p.Dklen}: beyond what this program spends on one");

                return HostCrypto.Pbkdf2Sha256(password, Bytes(p.Salt, 0, SaltBytesMax, "salt"), p.C, DerivedBytes);
            default:
                throw new FormatException($"the keystore's function is neither scrypt nor pbkdf2 but {Shown(crypto.Kdf)}");
        }
    }

    private static KeystoreFile Read(string text)
    {
        try
        {
            KeystoreFile? file = text.Length > FileBytesMax ? null : JsonSerializer.Deserialize(text, KeystoreJson.Default.KeystoreFile);
            return file is { Version: Version } ? file : throw new FormatException("not a keystore of version 3");
        }
        catch (JsonException)
        {
            // The parser's words could repeat a part of the file.
            throw new FormatException("not a keystore of version 3");
        }
    }

    private static T Parameters<T>(JsonElement element, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return element.Deserialize(type) ?? throw new FormatException("the keystore's kdfparams are null");
        }
        catch (JsonException)
        {
            throw new FormatException("the keystore's kdfparams do not fit its kdf");
        }
    }

    private static JsonElement Parameters(KeystoreOptions options, byte[] salt) => options.Function == KeystoreFunction.Scrypt
        ? JsonSerializer.SerializeToElement(
            new KeystoreFile.ScryptParameters(options.ScryptCost, options.ScryptBlockSize, options.ScryptParallelism, DerivedBytes, Bare(salt)), KeystoreJson.Default.ScryptParameters)
        : JsonSerializer.SerializeToElement(
            new KeystoreFile.Pbkdf2Parameters(options.Pbkdf2Iterations, "hmac-sha256", DerivedBytes, Bare(salt)), KeystoreJson.Default.Pbkdf2Parameters);

    private static byte[] Aes128Ctr(byte[] derived, byte[] iv, byte[] input)
    {
        var cipher = new BufferedBlockCipher(new SicBlockCipher(new AesEngine()));
        cipher.Init(forEncryption: true, new ParametersWithIV(new KeyParameter(derived, 0, 16), iv));
        return cipher.DoFinal(input);
    }

    private static byte[] Mac(byte[] derived, byte[] ciphertext) => Keccak256.Hash([.. derived[16..], .. ciphertext]).ToArray();

    private static byte[] Bytes(string text, int least, int most, string what)
    {
        string digits = text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text;
        return digits.Length % 2 == 0 && digits.Length / 2 >= least && digits.Length / 2 <= most && digits.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(digits)
            : throw new FormatException($"the keystore's {what} is not hexadecimal or not of the right length");
    }

    private static string Bare(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static string Shown(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
