using ModelMarket.Core.Notices;
using ModelMarket.Core.Tests.Stories;
using Rollup.Primitives;
using Rollup.Primitives.Abi;
using static ModelMarket.Core.Tests.Stories.MarketStory;

namespace ModelMarket.Core.Tests;

/// <summary>Money through an official portal by mistake goes back by the standard withdrawal voucher (addresses and layouts: contracts 2.2.0).</summary>
public sealed class PortalDepositTests
{
    private static readonly byte[] TokenBytes = Token.ToArray();
    private static readonly byte[] AdaBytes = Ada.ToArray();

    [Fact]
    public void Ether_goes_back_as_value()
    {
        Emission.Voucher voucher = Send("0xA632c5c05812c6a6149B7af5C56117d1D2603828", [.. AdaBytes, .. Word(5), 1, 2, 3], "ether");

        voucher.Destination.Should().Be(Ada);
        voucher.Value.Should().Be((UInt256)5UL);
        voucher.Payload.Length.Should().Be(0);
    }

    [Fact]
    public void Erc20_goes_back_by_transfer()
    {
        Emission.Voucher voucher = Send("0xACA6586A0Cf05bD831f2501E7B4aea550dA6562D", [.. TokenBytes, .. AdaBytes, .. Word(5)], "erc20");

        voucher.Destination.Should().Be(Token);
        Hex.Encode(voucher.Payload.Span).Should().Be($"0xa9059cbb{Padded(Ada)}{5:x64}");
    }

    [Fact]
    public void Erc721_goes_back_by_safe_transfer()
    {
        byte[] data = new AbiWriter().WriteBytes([]).WriteBytes([]).ToArray();
        Emission.Voucher voucher = Send("0x9E8851dadb2b77103928518846c4678d48b5e371", [.. TokenBytes, .. AdaBytes, .. Word(7), .. data], "erc721");

        Hex.Encode(voucher.Payload.Span).Should().Be($"0x42842e0e{Padded(App)}{Padded(Ada)}{7:x64}");
    }

    [Fact]
    public void Single_erc1155_goes_back_by_safe_transfer()
    {
        byte[] data = new AbiWriter().WriteBytes([]).WriteBytes([]).ToArray();
        Emission.Voucher voucher = Send("0x18558398Dd1a8cE20956287a4Da7B76aE7A96662", [.. TokenBytes, .. AdaBytes, .. Word(7), .. Word(9), .. data], "erc1155Single");

        Hex.Encode(voucher.Payload.Span).Should().Be($"0xf242432a{Padded(App)}{Padded(Ada)}{7:x64}{9:x64}{160:x64}{0:x64}");
    }

    [Fact]
    public void Batch_of_erc1155_goes_back_by_safe_batch_transfer()
    {
        byte[] lists = new AbiWriter()
            .WriteArray(2, new AbiWriter().WriteUInt(7).WriteUInt(8)).WriteArray(2, new AbiWriter().WriteUInt(1).WriteUInt(2))
            .WriteBytes([]).WriteBytes([]).ToArray();
        Emission.Voucher voucher = Send("0xe246Abb974B307490d9C6932F48EbE79de72338A", [.. TokenBytes, .. AdaBytes, .. lists], "erc1155Batch");

        Hex.Encode(voucher.Payload.Span).Should().Be(
            $"0x2eb2c2d6{Padded(App)}{Padded(Ada)}{160:x64}{256:x64}{352:x64}{2:x64}{7:x64}{8:x64}{2:x64}{1:x64}{2:x64}{0:x64}");
    }

    [Fact]
    public void Payload_that_no_portal_writes_is_refused()
    {
        var story = new MarketStory();
        Hash32 before = story.Market.StateRoot;

        story.Send(Address.Parse("0xA632c5c05812c6a6149B7af5C56117d1D2603828"), [1, 2]).IsRejected(RejectCode.PortalPayloadMalformed, before);
    }

    private static Emission.Voucher Send(string portal, byte[] payload, string name)
    {
        MarketStory story = new MarketStory().Send(Address.Parse(portal), payload);
        story.Notices<PortalReturnedNotice>().Single().Portal.Should().Be(name);
        return story.Last.Emissions.OfType<Emission.Voucher>().Single();
    }

    private static byte[] Word(ulong value) => new AbiWriter().WriteUInt(value).ToArray();

    private static string Padded(Address address) => address.ToString()[2..].PadLeft(64, '0');
}
