using System.Text;
using Rollup.Primitives;
using TestGuest;

namespace Rollup.Guest.Tests;

public sealed class RollupLoopTests
{
    private const string Sender = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";

    [Fact]
    public async Task Advance_is_decoded_worked_through_and_accepted()
    {
        await using var server = await RunAsync([(200, Advance("add 5")), (201, """{"index":41}"""), (202, ""), (202, "")]);
        server.Asked.Should().Equal(
            """POST /finish {"status":"accept"}""",
            $$"""POST /notice {"payload":"{{HexOf($"sum 5 input 3 time 1741291197 of {Sender}")}}"}""",
            $$"""POST /report {"payload":"{{HexOf("added")}}"}""",
            """POST /finish {"status":"accept"}""");
        server.ContentTypes.Should().AllSatisfy(type => type.Should().StartWith("application/json"));
    }

    [Fact]
    public async Task Voucher_is_sent_with_all_64_digits_and_the_index_comes_from_the_server()
    {
        await using var server = await RunAsync([(200, Advance("voucher")), (201, """{"index":41}"""), (202, ""), (202, "")]);
        server.Asked[1].Should().Be(
            $$"""POST /voucher {"destination":"{{Sender}}","payload":"0x010203","value":"0x{{new string('f', 64)}}"}""");
        server.Asked[2].Should().Contain(HexOf("voucher 41"));
    }

    [Fact]
    public async Task Idle_host_answers_202_and_is_asked_again_with_the_same_status()
    {
        await using var server = await RunAsync(
            [(202, ""), (200, Advance("reject")), (201, """{"index":0}"""), (202, ""), (202, ""), (202, ""), (200, Inspect("x")), (202, ""), (202, ""), (202, "")]);
        server.Asked.Where(request => request.Contains("finish", StringComparison.Ordinal)).Should().Equal(
            """POST /finish {"status":"accept"}""",
            """POST /finish {"status":"accept"}""",
            """POST /finish {"status":"reject"}""",
            """POST /finish {"status":"reject"}""",
            """POST /finish {"status":"reject"}""",
            """POST /finish {"status":"accept"}""");
    }

    [Fact]
    public async Task Outputs_answered_with_200_are_accepted_too()
    {
        await using var server = await RunAsync([(200, Advance("add 1")), (200, """{"index":0}"""), (200, ""), (202, "")]);
        server.Asked[^1].Should().Be("""POST /finish {"status":"accept"}""");
    }

    [Fact]
    public async Task Exception_of_the_application_rejects_and_the_loop_goes_on()
    {
        await using var server = await RunAsync([(200, Advance("throw")), (200, Advance("add 1")), (201, """{"index":0}"""), (202, ""), (202, "")]);
        server.Asked[1].Should().Be("""POST /finish {"status":"reject"}""");
        server.Asked[^1].Should().Be("""POST /finish {"status":"accept"}""");
    }

    [Fact]
    public async Task Rollup_exception_is_told_to_the_server_and_the_request_rejected()
    {
        await using var server = await RunAsync([(200, Advance("raise broken")), (202, ""), (202, "")]);
        server.Asked.Should().Equal(
            """POST /finish {"status":"accept"}""",
            $$"""POST /exception {"payload":"{{HexOf("broken")}}"}""",
            """POST /finish {"status":"reject"}""");
    }

    [Fact]
    public async Task Generic_request_is_sent_and_its_answer_read()
    {
        await using var server = await RunAsync([(200, Advance("gio 39")), (202, """{"response_code":7,"response":"0x0102"}"""), (202, ""), (202, "")]);
        server.Asked[1].Should().Be($$"""POST /gio {"domain":39,"id":"{{HexOf("39")}}"}""");
        server.Asked[2].Should().Contain(HexOf("gio 7 0x0102"));
    }

    [Fact]
    public async Task Generic_request_that_the_host_refuses_rejects_the_input()
    {
        await using var server = await RunAsync([(200, Advance("gio 39")), (400, "no such domain"), (202, "")]);
        server.Asked[^1].Should().Be("""POST /finish {"status":"reject"}""");
    }

    [Fact]
    public async Task Refused_output_rejects_the_input()
    {
        await using var server = await RunAsync([(200, Advance("voucher")), (400, "address not valid"), (202, "")]);
        server.Asked[^1].Should().Be("""POST /finish {"status":"reject"}""");
    }

    [Fact]
    public async Task Notice_that_does_not_fit_the_buffer_is_not_sent()
    {
        await using var server = await RunAsync([(200, Advance("size 2097057")), (202, "")]);
        server.Asked[1].Should().Be("""POST /finish {"status":"reject"}""");
    }

    [Fact]
    public async Task Inspect_is_answered_with_reports()
    {
        await using var server = await RunAsync([(200, Inspect("jobs")), (202, ""), (202, ""), (202, "")]);
        server.Asked[1].Should().Be($$"""POST /report {"payload":"{{HexOf("sum 0")}}"}""");
        server.Asked[2].Should().Be($$"""POST /report {"payload":"{{HexOf("jobs")}}"}""");
    }

    [Fact]
    public async Task Server_that_listens_late_is_waited_for()
    {
        await using var server = await RunAsync([(202, "")], TimeSpan.FromMilliseconds(400));
        server.Asked.Should().ContainSingle();
    }

    [Theory]
    [InlineData(400, "no")]
    [InlineData(200, "null")]
    [InlineData(200, """{"request_type":"other","data":{"payload":"0x"}}""")]
    [InlineData(200, """{"request_type":"advance_state","data":{"payload":"0x"}}""")]
    [InlineData(200, """{"request_type":"inspect_state","data":{"payload":"00"}}""")]
    public async Task Server_that_does_not_speak_the_protocol_ends_the_loop(int status, string body)
    {
        await using var server = new ScriptedServer([(status, body), (202, "")]).Start();
        var run = () => RollupLoop.RunAsync(new CommandApplication(), server.Address, server.End);
        await run.Should().ThrowAsync<RollupServerException>();
    }

    [Fact]
    public async Task Metadata_that_does_not_fit_64_bits_is_named_and_ends_the_loop()
    {
        var body = Advance("add 1").Replace("188", "18446744073709551616", StringComparison.Ordinal);
        await using var server = new ScriptedServer([(200, body), (202, "")]).Start();
        var run = () => RollupLoop.RunAsync(new CommandApplication(), server.Address, server.End);
        await run.Should().ThrowAsync<RollupServerException>().WithMessage("*POST /finish answered what is no request*");
    }

    private static async Task<ScriptedServer> RunAsync((int Status, string Body)[] script, TimeSpan delay = default)
    {
        var server = new ScriptedServer(script, delay).Start();
        var run = () => RollupLoop.RunAsync(new CommandApplication(), server.Address, server.End);
        await run.Should().ThrowAsync<OperationCanceledException>();
        return server;
    }

    private static string HexOf(string text) => Hex.Encode(Encoding.UTF8.GetBytes(text));

    private static string Advance(string command) =>
        $$$"""
        {"request_type":"advance_state","data":{"metadata":{"chain_id":31337,"app_contract":"0xab7528bb862fb57e8a2bcd567a2e929a0be56a5e",
        "msg_sender":"{{{Sender}}}","block_number":188,"block_timestamp":1741291197,
        "prev_randao":"0x{{{new string('7', 64)}}}","input_index":3},"payload":"{{{HexOf(command)}}}"}}
        """;

    private static string Inspect(string question) =>
        $$$"""{"request_type":"inspect_state","data":{"payload":"{{{HexOf(question)}}}"}}""";
}
