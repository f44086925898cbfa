using System.Text;
using Rollup.Guest.Testing;
using Rollup.Primitives;
using Rollup.Primitives.Abi;
using Rollup.Primitives.Assets;

namespace Rollup.Guest.Tests.Routing;

public sealed class RoutingTests
{
    private static readonly Address Admin = RoutedApplication.Admin;
    private static readonly Address Odd = Address.Parse("0x0000000000000000000000000000000000000001");
    private static readonly Address Even = Address.Parse("0x0000000000000000000000000000000000000004");
    private static readonly Address Token = Address.Parse("0x5fbdb2315678afecb367f032d93f642f64180aa3");

    private readonly RoutedApplication _application = new();
    private readonly RollupTester _tester;

    public RoutingTests() => _tester = new RollupTester(_application);

    [Fact]
    public void Every_type_arrives_as_it_was_sent()
    {
        var hash = Hash32.FromBytes([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);

        Send(RoutedApplication.Calls.Everything(
            true, 255, 65535, uint.MaxValue, ulong.MaxValue, UInt128.MaxValue, UInt256.MaxValue, -128, -32768, int.MinValue, long.MinValue, Int128.MinValue,
            Token, hash, "Straße", [1, 2], new byte[] { 3 })).IsAccepted.Should().BeTrue();

        _application.Reached.Should().Equal(
            $"True 255 65535 4294967295 18446744073709551615 340282366920938463463374607431768211455 {UInt256.MaxValue} -128 -32768 -2147483648 "
            + $"-9223372036854775808 -170141183460469231731687303715884105728 {Token} {hash} Straße 0x0102 0x03");
    }

    [Fact]
    public void Odd_widths_fixed_and_nested_arrays_arrive_as_they_were_sent()
    {
        Send(RoutedApplication.Calls.Adjust(
            (1 << 24) - 1, Token.ToArray().Aggregate(UInt256.Zero, (_, _) => 5ul), -(1L << 39), [1, 2, 3, 4], [1, 2, 3], [[[1], []], [[2, 3], [4]]]), Odd);

        _application.Reached.Should().Equal($"{Odd} 16777215 5 -549755813888 0x01020304 1,2,3 0x01,0x|0x0203,0x04");
    }

    [Theory]
    [InlineData("Everything", "everything(bool,uint8,uint16,uint32,uint64,uint128,uint256,int8,int16,int32,int64,int128,address,bytes32,string,bytes,bytes)")]
    [InlineData("Adjust", "set(uint24,uint160,int40,bytes4,uint64[3],bytes[2][])")]
    public void Selector_is_the_hash_of_the_Solidity_signature(string method, string signature)
    {
        var call = method == "Adjust"
            ? RoutedApplication.Calls.Adjust(0, 0ul, 0, new byte[4], new ulong[3], [])
            : RoutedApplication.Calls.Everything(false, 0, 0, 0, 0, 0, 0ul, 0, 0, 0, 0, 0, default, default, "", [], default);

        call[..4].Should().Equal(SelectorOf(signature));
    }

    [Fact]
    public void Encoding_is_that_of_the_run_time_codec()
    {
        AbiType[] types = [.. "uint24 uint160 int40 bytes4 uint64[3] bytes[2][]".Split(' ').Select(AbiType.Parse)];
        var call = RoutedApplication.Calls.Adjust(7, 8ul, -9, [1, 2, 3, 4], [1, 2, 3], [[[1], []]]);

        AbiCodec.TryDecode(types, call.AsSpan(4), out var values, out _).Should().BeTrue();
        AbiCodec.Encode(types, values!).Should().Equal(call[4..]);
    }

    [Fact]
    public void Contract_in_csharp_routes_records_in_arrays()
    {
        Send(PollCalls.Vote(3, [new Ballot(Token, 5ul, ["a", "b"]), new Ballot(Odd, 6ul, [])]));

        _application.Reached.Should().Equal($"vote 3 {Token} 5 a,b|{Odd} 6 ");
        PollCalls.Vote(0, [])[..4].Should().Equal(SelectorOf("vote(uint64,(address,uint256,string[])[])"));
    }

    [Fact]
    public void Contract_in_an_ABI_file_routes_structs_and_odd_types()
    {
        Send(VaultCalls.Open(new IVault.Terms(Token, 9, "vault", [4, 5]), [[1, 2, 3, 4]]), Even).IsAccepted.Should().BeTrue();
        Send(VaultCalls.Close(-7), Odd).IsAccepted.Should().BeTrue();

        _application.Reached.Should().Equal($"open {Token} 9 vault 4,5 0x01020304", "close -7");
        VaultCalls.Open(new IVault.Terms(Token, 9, "", [4, 5]), [])[..4].Should().Equal(SelectorOf("open((address,uint24,string,uint64[2]),bytes4[])"));
    }

    [Fact]
    public void Function_that_only_reads_is_no_input() =>
        Refused([.. SelectorOf("balance()")], Odd).Should().Be("SELECTOR_UNKNOWN");

    [Theory]
    [InlineData("", "SELECTOR_MISSING")]
    [InlineData("0xaabbcc", "SELECTOR_MISSING")]
    [InlineData("0xaabbccdd", "SELECTOR_UNKNOWN")]
    public void Input_for_nobody_is_named(string payload, string code) =>
        Refused(payload.Length == 0 ? [] : Hex.Decode(payload), Odd).Should().Be(code);

    [Fact]
    public void Every_change_of_padding_offset_or_length_is_refused()
    {
        var call = RoutedApplication.Calls.Adjust(7, 8ul, -9, [1, 2, 3, 4], [1, 2, 3], [[[1], []]]);
        var accepted = 0;
        for (var i = 4; i < call.Length; i++)
        {
            var changed = call.ToArray();
            changed[i] ^= 0x80;
            var result = Send(changed, Odd);
            // What is accepted means something else, and encodes to exactly these bytes.
            accepted += result.IsAccepted ? 1 : 0;
            (result.IsAccepted || CodeOf(result.Reports[^1]) == "ARGUMENTS_MALFORMED").Should().BeTrue();
        }

        accepted.Should().Be(3 + 20 + 4 + 4 + (3 * 8) + 1, "these bytes are free: uint24, uint160, int40 without its sign, bytes4, each uint64, the one byte of data");
        Refused([.. call, .. new byte[32]], Odd).Should().Be("ARGUMENTS_MALFORMED");
        Refused(call[..^1], Odd).Should().Be("ARGUMENTS_MALFORMED");
    }

    [Theory]
    [InlineData("byAddress()", true, false, false)]
    [InlineData("byValue()", true, false, false)]
    [InlineData("byPredicate()", true, true, false)]
    [InlineData("reset()", true, false, false)]
    public void Only_allowed_senders_reach_the_handler(string signature, bool admin, bool even, bool odd)
    {
        Send(SelectorOf(signature), Admin).IsAccepted.Should().Be(admin);
        Send(SelectorOf(signature), Even).IsAccepted.Should().Be(even);
        Send(SelectorOf(signature), Odd).IsAccepted.Should().Be(odd);
        Refused(SelectorOf(signature), Odd).Should().Be("SENDER_NOT_ALLOWED");
    }

    [Fact]
    public void Sender_conditions_of_an_ABI_contract_stand_at_its_implementation() =>
        Refused(VaultCalls.Open(new IVault.Terms(Token, 9, "vault", [4, 5]), []), Odd).Should().Be("SENDER_NOT_ALLOWED");

    [Fact]
    public void Handler_refuses_with_or_without_undoing()
    {
        var kept = Send(RoutedApplication.Calls.Refuse(keep: true));
        var undone = Send(RoutedApplication.Calls.Refuse(keep: false));

        (kept.IsAccepted, CodeOf(kept.Reports[0])).Should().Be((true, "NOT_NOW"));
        (undone.IsAccepted, CodeOf(undone.Reports[0])).Should().Be((false, "NEVER"));
    }

    [Fact]
    public void Deposit_reaches_the_handler_of_its_type()
    {
        var deposit = new Erc20Deposit(Token, Odd, 5ul, default);

        Send(deposit.EncodePayload(), PortalAddresses.Official.Erc20).IsAccepted.Should().BeTrue();
        Send(deposit.EncodePayload(), Odd).IsAccepted.Should().BeFalse("nobody but the portal speaks of deposits");

        _application.Reached.Should().Equal($"5 of {Token} from {Odd} at 1700000000");
    }

    [Fact]
    public void Deposit_that_nobody_takes_goes_back()
    {
        var deposit = new EtherDeposit(Odd, 7ul, default);

        Send(deposit.EncodePayload(), PortalAddresses.Official.Ether).Outputs.Should().Equal(deposit.ReturnVoucher(_tester.AppContract));
        Refused([1, 2], PortalAddresses.Official.Ether).Should().Be("DEPOSIT_MALFORMED");
    }

    [Theory]
    [InlineData("calls", """{"word":"\u0022calls\u0022","offset":null,"limit":10}""")]
    [InlineData("calls?offset=3&limit=2&word=a%20b", """{"word":"a b","offset":3,"limit":2}""")]
    [InlineData("/calls/last", "last")]
    [InlineData("", "\u0001\u0002\u0003")]
    [InlineData("accounts/0x5fbdb2315678afecb367f032d93f642f64180aa3/of/0x0000000000000000000000000000000000000000000000000000000000000001?at=9",
        "0x5fbdb2315678afecb367f032d93f642f64180aa3 0x0000000000000000000000000000000000000000000000000000000000000001 9")]
    public void Question_reaches_its_handler(string question, string answer) => Ask(question).Should().Be(answer);

    [Theory]
    [InlineData("nothing", 404, "PATH_UNKNOWN")]
    [InlineData("calls/7", 404, "NOT_FOUND")]
    [InlineData("calls/x", 400, "PARAMETER_MALFORMED")]
    [InlineData("calls/2147483648", 400, "PARAMETER_MALFORMED")]
    [InlineData("calls?limit=-1", 400, "PARAMETER_MALFORMED")]
    [InlineData("calls?page=1", 400, "PARAMETER_UNKNOWN")]
    [InlineData("calls?limit=1&limit=2", 400, "PARAMETER_UNKNOWN")]
    [InlineData("accounts/0x5FbDB2315678afecb367f032d93F642f64180aa4/of/0x00", 400, "PARAMETER_MALFORMED")]
    [InlineData("accounts/0x5fbdb2315678afecb367f032d93f642f64180aa3/of/0x0000000000000000000000000000000000000000000000000000000000000001", 400, "PARAMETER_MISSING")]
    [InlineData("calls//7", 400, "PATH_MALFORMED")]
    [InlineData("calls?limit", 400, "PATH_MALFORMED")]
    [InlineData("calls/%zz", 400, "PATH_MALFORMED")]
    [InlineData("calls/%ff", 400, "PATH_MALFORMED")]
    [InlineData("a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q", 400, "PATH_MALFORMED")]
    public void Question_for_nobody_is_named(string question, int status, string code)
    {
        var error = System.Text.Json.JsonDocument.Parse(Ask(question)).RootElement.GetProperty("error");

        (error.GetProperty("status").GetInt32(), error.GetProperty("code").GetString()).Should().Be((status, code));
    }

    [Fact]
    public void Unknown_path_is_answered_with_those_there_are() =>
        Ask("nothing").Should().Contain("""["calls/{index}","calls/last","calls?offset=\u0026limit=\u0026word=",""");

    [Fact]
    public void Question_that_is_too_long_is_not_read() =>
        Ask(new string('a', GuestLimits.InspectBytesMax + 1)).Should().Contain("PATH_TOO_LONG");

    [Fact]
    public void Long_answer_comes_in_reports_of_the_bound() =>
        _tester.Inspect("long"u8.ToArray()).Select(report => report.Length).Should().Equal(64, 64, 22);

    [Fact]
    public void Any_question_is_answered() =>
        CsCheck.Check.Sample(
            CsCheck.Gen.String[CsCheck.Gen.Char["/?&=%calst07xé"], 0, 40],
            question => _tester.Inspect(Encoding.UTF8.GetBytes(question)).Should().NotBeEmpty(),
            iter: 2_000);

    private AdvanceResult Send(byte[] payload, Address? sender = null) => _tester.Send(sender ?? Odd, payload);

    private string Refused(byte[] payload, Address sender)
    {
        var result = Send(payload, sender);
        result.IsAccepted.Should().BeFalse();
        return CodeOf(result.Reports.Single());
    }

    private string Ask(string question) => string.Concat(_tester.Inspect(Encoding.UTF8.GetBytes(question)).Select(Encoding.UTF8.GetString));

    private static string CodeOf(byte[] report) =>
        System.Text.Json.JsonDocument.Parse(report).RootElement.GetProperty("error").GetProperty("code").GetString()!;

    private static byte[] SelectorOf(string signature) => Keccak256.Hash(Encoding.UTF8.GetBytes(signature)).ToArray()[..4];
}
