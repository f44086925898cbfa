using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace Rollup.Ethereum.Official;

/// <summary>Call data for the SelfHostedApplicationFactory.</summary>
public static class SelfHostedApplicationFactory
{
    private const string Parameters = "(address,uint256,address,bytes32,bytes,bytes32)";
    private static readonly byte[] DeployContractsSelector = AbiSignature.Selector("deployContracts" + Parameters);
    private static readonly byte[] CalculateAddressesSelector = AbiSignature.Selector("calculateAddresses" + Parameters);

    /// <summary><c>deployContracts</c>: a new Application and its Authority.</summary>
    public static byte[] DeployContracts(ApplicationDeployment deployment) => Arguments(deployment).ToArray(DeployContractsSelector);

    /// <summary><c>calculateAddresses</c>: where <see cref="DeployContracts"/> would put them.</summary>
    public static byte[] CalculateAddresses(ApplicationDeployment deployment) => Arguments(deployment).ToArray(CalculateAddressesSelector);

    /// <summary>Reads what both return.</summary>
    public static (Address Application, Address Authority) DecodeAddresses(ReadOnlySpan<byte> result)
    {
        var reader = new AbiReader(result);
        return reader.TryReadAddress(out Address application) && reader.TryReadAddress(out Address authority) && reader.TryEnd()
            ? (application, authority)
            : throw new InvalidOperationException("the SelfHostedApplicationFactory answered something else than two addresses: is it deployed?");
    }

    private static AbiWriter Arguments(ApplicationDeployment deployment) => new AbiWriter()
        .WriteAddress(deployment.AuthorityOwner)
        .WriteUInt(deployment.EpochLength)
        .WriteAddress(deployment.ApplicationOwner)
        .WriteHash(deployment.TemplateHash)
        .WriteBytes(deployment.DataAvailability.Span)
        .WriteHash(deployment.Salt);
}
