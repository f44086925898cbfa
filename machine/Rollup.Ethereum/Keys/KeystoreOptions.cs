namespace Rollup.Ethereum.Keys;

/// <summary>How hard a new keystore makes guessing. The defaults are what common wallets write; lighter ones are for tests.</summary>
public sealed record KeystoreOptions
{
    /// <summary>Which function stretches the password.</summary>
    public KeystoreFunction Function { get; init; } = KeystoreFunction.Scrypt;

    /// <summary>scrypt's N: a power of two.</summary>
    public int ScryptCost { get; init; } = 1 << 17;

    /// <summary>scrypt's r.</summary>
    public int ScryptBlockSize { get; init; } = 8;

    /// <summary>scrypt's p.</summary>
    public int ScryptParallelism { get; init; } = 1;

    /// <summary>Rounds of PBKDF2 with HMAC-SHA-256.</summary>
    public int Pbkdf2Iterations { get; init; } = 600_000;
}
