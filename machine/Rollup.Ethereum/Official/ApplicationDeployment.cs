using Rollup.Primitives;

namespace Rollup.Ethereum.Official;

/// <summary>What the SelfHostedApplicationFactory is asked to deploy.</summary>
public sealed record ApplicationDeployment
{
    /// <summary>Whose claims the Authority accepts.</summary>
    public required Address AuthorityOwner { get; init; }

    /// <summary>Who may move the application to another consensus.</summary>
    public required Address ApplicationOwner { get; init; }

    /// <summary>Blocks per epoch; above zero.</summary>
    public required ulong EpochLength { get; init; }

    /// <summary>The hash of the machine before its first input.</summary>
    public Hash32 TemplateHash { get; init; }

    /// <summary>Where its inputs come from; by default the official InputBox.</summary>
    public ReadOnlyMemory<byte> DataAvailability { get; init; } = Official.DataAvailability.InputBox(OfficialAddresses.InputBox);

    /// <summary>Another salt gives another pair of addresses.</summary>
    public Hash32 Salt { get; init; }
}
