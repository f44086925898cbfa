using Rollup.Ethereum.Keys;

namespace Rollup.Ethereum.Dev;

/// <summary>How an anvil is started.</summary>
public sealed record AnvilOptions
{
    /// <summary>TCP port on 127.0.0.1; 0 lets the system choose a free one.</summary>
    public int Port { get; init; }

    /// <summary>The chain's id; 31337 is what Cartesi's own devnet uses.</summary>
    public ulong ChainId { get; init; } = 31337;

    /// <summary>How many accounts of <see cref="Mnemonic"/> have 10,000 Ether.</summary>
    public int AccountCount { get; init; } = 10;

    /// <summary>The phrase of the funded accounts.</summary>
    public string Phrase { get; init; } = Mnemonic.DevPhrase;

    /// <summary>Seconds between blocks; null makes a block for every transaction, at once.</summary>
    public int? BlockSeconds { get; init; }

    /// <summary>A file to which the chain is saved at the end and from which it is loaded at the start; null keeps nothing.</summary>
    public string? StateFile { get; init; }

    /// <summary>The anvil binary; null looks for it (<see cref="AnvilBinary.Find"/>).</summary>
    public string? Binary { get; init; }

    /// <summary>Longest time until it must answer.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time it may take to end when asked, before it is killed.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
