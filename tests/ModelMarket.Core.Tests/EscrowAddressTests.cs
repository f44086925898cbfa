using ModelMarket.Contracts;
using Rollup.Primitives;

namespace ModelMarket.Core.Tests;

public sealed class EscrowAddressTests
{
    [Fact]
    public void Address_follows_from_the_application_and_the_init_code()
    {
        Address app = Address.Parse("0x1111111111111111111111111111111111111111");
        byte[] initCode = JobEscrowArtifact.InitCode(EscrowAddress.InputBox, app);
        byte[] preimage = [0xff, .. Hex.Decode("0x4e59b44847b379578588920cA78FbF26c0B4956C"), .. new byte[32], .. Keccak256.Hash(initCode).ToArray()];

        EscrowAddress.Of(app).ToArray().Should().Equal(Keccak256.Hash(preimage).ToArray()[12..]);
    }

    [Fact]
    public void Applications_have_different_escrows_whatever_was_asked_before()
    {
        Address one = Address.Parse("0x1111111111111111111111111111111111111111"), two = Address.Parse("0x2222222222222222222222222222222222222222");
        Address first = EscrowAddress.Of(one);

        EscrowAddress.Of(two).Should().NotBe(first);
        EscrowAddress.Of(one).Should().Be(first);
    }
}
