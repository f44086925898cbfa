using System.Text.Json;
using Rollup.Primitives.Assets;

namespace Rollup.Primitives.Tests.Assets;

/// <summary>Payloads of the portals and standard withdrawals against viem (tests/vectors/abi/portals.json).</summary>
public sealed class DepositTests
{
    private static readonly Address Application = Address.Parse(Text("application"));
    private static readonly Address Token = Address.Parse(Text("token"));
    private static readonly Address Sender = Address.Parse(Text("sender"));
    private static readonly byte[] Base = Hex.Decode(Text("base"));
    private static readonly byte[] Exec = Hex.Decode(Text("exec"));

    public static TheoryData<Portal> Portals => [.. Enum.GetValues<Portal>()];

    [Theory]
    [MemberData(nameof(Portals))]
    public void Payload_of_a_portal_is_read(Portal portal)
    {
        Deposit.TryDecode(portal, Payload(portal), out var deposit).Should().BeTrue();
        deposit.Should().Be(Expected(portal));
        deposit!.Portal.Should().Be(portal);
    }

    [Theory]
    [MemberData(nameof(Portals))]
    public void Deposit_encodes_to_the_portals_bytes(Portal portal) =>
        Expected(portal).EncodePayload().Should().Equal(Payload(portal));

    [Theory]
    [MemberData(nameof(Portals))]
    public void Return_voucher_is_the_standard_withdrawal(Portal portal)
    {
        var voucher = Expected(portal).ReturnVoucher(Application);

        voucher.Payload.ToArray().Should().Equal(Hex.Decode(Vectors.Portals.GetProperty("withdrawals").GetProperty($"{portal}").GetString()));
        voucher.Destination.Should().Be(portal == Portal.Ether ? Sender : Token);
        voucher.Value.Should().Be(portal == Portal.Ether ? Number("value") : UInt256.Zero);
    }

    [Fact]
    public void Safe_withdrawal_runs_the_transfer_contract_as_own_code()
    {
        var voucher = Withdrawals.Erc20Safely(PortalAddresses.Official.SafeErc20Transfer, Token, Sender, Number("value"));

        voucher.Destination.Should().Be(PortalAddresses.Official.SafeErc20Transfer);
        voucher.Payload.ToArray().Should().Equal(Hex.Decode(Vectors.Portals.GetProperty("withdrawals").GetProperty("Safe").GetString()));
    }

    [Theory]
    [MemberData(nameof(Portals))]
    public void Every_shorter_payload_is_refused_or_loses_execution_data_only(Portal portal)
    {
        var payload = Payload(portal);
        var packedTailBytes = portal is Portal.Ether or Portal.Erc20 ? Exec.Length : 0;
        for (var length = 0; length < payload.Length; length++)
        {
            Deposit.TryDecode(portal, payload.AsSpan(0, length), out _).Should().Be(length >= payload.Length - packedTailBytes && packedTailBytes > 0);
        }
    }

    [Theory]
    [InlineData(Portal.Erc721)]
    [InlineData(Portal.Erc1155Single)]
    [InlineData(Portal.Erc1155Batch)]
    public void Trailing_word_is_refused(Portal portal) =>
        Deposit.TryDecode(portal, [.. Payload(portal), .. new byte[32]], out _).Should().BeFalse();

    [Fact]
    public void Batch_with_more_values_than_ids_is_refused()
    {
        var uneven = new Erc1155BatchDeposit(Token, Sender, [UInt256.One], [UInt256.One, UInt256.One], Base, Exec).EncodePayload();

        Deposit.TryDecode(Portal.Erc1155Batch, uneven, out _).Should().BeFalse();
    }

    [Fact]
    public void Any_bytes_are_a_deposit_or_refused_and_what_is_read_is_canonical() =>
        CsCheck.Check.Sample(
            CsCheck.Gen.Select(CsCheck.Gen.Enum<Portal>(), CsCheck.Gen.Int[0, 400], CsCheck.Gen.Byte, CsCheck.Gen.Int[0, 60]),
            (portal, position, value, cut) =>
            {
                var payload = Payload(portal);
                payload[position % payload.Length] = value;
                payload = payload[..^(cut % payload.Length)];
                if (Deposit.TryDecode(portal, payload, out var deposit))
                {
                    deposit.EncodePayload().Should().Equal(payload);
                }
            },
            iter: 5_000);

    [Theory]
    [MemberData(nameof(Portals))]
    public void Portal_is_known_by_its_address(Portal portal)
    {
        PortalAddresses.Official.TryFind(PortalAddresses.Official.Of(portal), out var found).Should().BeTrue();
        found.Should().Be(portal);
        PortalAddresses.Official.TryFind(Sender, out _).Should().BeFalse();
    }

    private static Deposit Expected(Portal portal) => portal switch
    {
        Portal.Ether => new EtherDeposit(Sender, Number("value"), Exec),
        Portal.Erc20 => new Erc20Deposit(Token, Sender, Number("value"), Exec),
        Portal.Erc721 => new Erc721Deposit(Token, Sender, Number("id"), Base, Exec),
        Portal.Erc1155Single => new Erc1155SingleDeposit(Token, Sender, Number("id"), Number("value"), Base, Exec),
        _ => new Erc1155BatchDeposit(Token, Sender, Numbers("ids"), Numbers("values"), Base, Exec),
    };

    private static byte[] Payload(Portal portal) => Hex.Decode(Vectors.Portals.GetProperty("payloads").GetProperty($"{portal}").GetString());

    private static string Text(string name) => Vectors.Portals.GetProperty(name).GetString()!;

    private static UInt256 Number(string name) => Number(Vectors.Portals.GetProperty(name));

    private static UInt256[] Numbers(string name) => [.. Vectors.Portals.GetProperty(name).EnumerateArray().Select(Number)];

    private static UInt256 Number(JsonElement element) =>
        UInt256.TryParseDecimal(element.GetString(), out var number) ? number : throw new FormatException(element.GetString());
}
