using Rollup.Ethereum.Official;
using Rollup.Primitives;

namespace ModelMarket.Contracts.Tests;

public sealed class JobEscrowArtifactTests
{
    /// <summary>The escrow of application 0x…a11ce on the official InputBox. It moves when any byte of the contract moves: then regenerate
    /// tests/vectors/contracts, and know that every escrow not yet deployed gets another address.</summary>
    [Fact]
    public void Address_is_the_one_viem_computes()
    {
        ViemVectors.Address("inputBox").Should().Be(OfficialAddresses.InputBox);
        JobEscrowArtifact.AddressOf(ViemVectors.Address("inputBox"), ViemVectors.Address("application"))
            .Should().Be(ViemVectors.Address("escrow"));
    }

    [Fact]
    public void Address_follows_from_both_arguments()
    {
        var here = JobEscrowArtifact.AddressOf(OfficialAddresses.InputBox, Samples.Alice);
        here.Should().NotBe(JobEscrowArtifact.AddressOf(OfficialAddresses.InputBox, Samples.Sponsor));
        here.Should().NotBe(JobEscrowArtifact.AddressOf(Samples.Sponsor, Samples.Alice));
    }

    [Fact]
    public void Init_code_is_creation_code_and_the_two_addresses()
    {
        var initCode = JobEscrowArtifact.InitCode(OfficialAddresses.InputBox, Samples.Alice);
        var arguments = initCode[JobEscrowArtifact.CreationCode.Length..];
        arguments.Should().Equal([.. new byte[12], .. OfficialAddresses.InputBox.ToArray(), .. new byte[12], .. Samples.Alice.ToArray()]);
    }

    [Theory]
    [InlineData("0x00")]
    [InlineData("0xdeadbeef")]
    public void Create2_agrees_with_the_deployment_client(string initCode)
    {
        Create2.DeploymentProxy.Should().Be(OfficialAddresses.DeploymentProxy);
        Create2.AddressOf(Samples.Hash, Hex.Decode(initCode)).Should().Be(DeterministicDeployment.AddressOf(Hex.Decode(initCode), Samples.Hash));
    }
}
