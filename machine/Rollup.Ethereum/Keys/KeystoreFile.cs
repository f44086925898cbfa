using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rollup.Ethereum.Keys;

/// <summary>The JSON of a keystore of version 3, as it is written.</summary>
internal sealed record KeystoreFile(
    [property: JsonRequired] int Version,
    string? Id,
    string? Address,
    [property: JsonRequired] KeystoreFile.Sealed Crypto)
{
    internal sealed record Sealed(
        [property: JsonRequired] string Cipher,
        [property: JsonRequired] CipherParameters Cipherparams,
        [property: JsonRequired] string Ciphertext,
        [property: JsonRequired] string Kdf,
        [property: JsonRequired] JsonElement Kdfparams,
        [property: JsonRequired] string Mac);

    internal sealed record CipherParameters([property: JsonRequired] string Iv);

    internal sealed record ScryptParameters(
        [property: JsonRequired] int N, [property: JsonRequired] int R, [property: JsonRequired] int P, [property: JsonRequired] int Dklen, [property: JsonRequired] string Salt);

    internal sealed record Pbkdf2Parameters(
        [property: JsonRequired] int C, [property: JsonRequired] string Prf, [property: JsonRequired] int Dklen, [property: JsonRequired] string Salt);
}
