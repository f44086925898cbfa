using System.Net;
using System.Text;
using System.Text.Json;

namespace Rollup.Node.Tests;

public sealed class RpcEndpointTests(RpcEndpointTests.Fixture fixture) : IClassFixture<RpcEndpointTests.Fixture>, IDisposable
{
    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    private Uri Rpc => new(fixture.Network.Dev.Node.Url, "rpc");

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_nonsense"}""", -32601)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_getInput","params":{"application":"nobody","input_index":"0x0"}}""", -32001)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_getInput","params":{"application":"app","input_index":"0x63"}}""", -32001)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_getInput","params":{"application":"app","input_index":"0xffffffffffffffff"}}""", -32001)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_getInput","params":{"application":"app","input_index":"0x10000000000000000"}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_getInput","params":{"application":"app","input_index":0}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_getInput","params":{"application":"app","input_index":"0x"}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_getInput","params":{"application":"app"}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_getInput","params":{}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_getInput","params":{"application":"A b","input_index":"0x0"}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_getInput","params":{"application":"0x12","input_index":"0x0"}}""", -32001)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_getInput","params":"app"}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_getInput","params":["app","0x0","more"]}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_listInputs","params":{"application":"app","limit":-1}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_listInputs","params":{"application":"app","limit":"0x1"}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_listInputs","params":{"application":"app","limit":1.5}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_listInputs","params":{"application":"app","sender":"0x12"}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_listInputs","params":{"application":"app","descending":"yes"}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_listOutputs","params":{"application":"app","output_type":"0x12"}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_listEpochs","params":{"application":"app","status":"DONE"}}""", -32602)]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"cartesi_getChainId"}""", -32600)]
    [InlineData("""{"id":1,"method":"cartesi_getChainId"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":{},"method":"cartesi_getChainId"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":7}""", -32600)]
    [InlineData("""7""", -32600)]
    [InlineData("""[]""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_getEpoch","params":{"application":"app","epoch_index":"0xfffffff"}}""", -32001)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"cartesi_getTournament","params":{"application":"app"}}""", -32602)]
    public async Task Wrong_request_gets_its_code(string request, int code)
    {
        using JsonDocument answer = await CallAsync(request);
        answer.RootElement.GetProperty("error").GetProperty("code").GetInt32().Should().Be(code);
    }

    [Fact]
    public async Task Body_that_is_no_json_is_400()
    {
        foreach (string body in new[] { "", "{", "nonsense", new string('[', 100_000) })
            (await PostAsync(body)).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Body_above_1_MiB_is_413()
    {
        (await PostAsync(new string(' ', (1 << 20) + 1))).StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await PostAsync("""{"jsonrpc":"2.0","id":1,"method":"cartesi_getChainId"}""" + new string(' ', 1_000_000))).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Parameters_by_position_equal_those_by_name()
    {
        using JsonDocument byName = await CallAsync("""{"jsonrpc":"2.0","id":"x","method":"cartesi_listInputs","params":{"application":"app","limit":2,"offset":1}}""");
        using JsonDocument byPosition = await CallAsync("""{"jsonrpc":"2.0","id":"x","method":"cartesi_listInputs","params":["app",null,null,2,1]}""");
        byPosition.RootElement.GetRawText().Should().Be(byName.RootElement.GetRawText());
        byName.RootElement.GetProperty("id").GetString().Should().Be("x");
    }

    [Fact]
    public async Task Batch_is_answered_in_order_and_notifications_are_not()
    {
        using JsonDocument answer = await CallAsync(
            """[{"jsonrpc":"2.0","method":"cartesi_getChainId"},{"jsonrpc":"2.0","id":1,"method":"cartesi_getChainId"},7,{"jsonrpc":"2.0","id":2,"method":"nothing"}]""");
        answer.RootElement.EnumerateArray().Select(e => e.TryGetProperty("error", out JsonElement error) ? error.GetProperty("code").GetInt32() : 0)
            .Should().Equal(0, -32600, -32601);
        (await PostAsync("""{"jsonrpc":"2.0","method":"cartesi_getChainId"}""")).StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Lists_are_paged_filtered_and_turned_round()
    {
        (await IndicesAsync("cartesi_listInputs", "")).Should().Equal("0x0", "0x1", "0x2", "0x3", "0x4");
        (await IndicesAsync("cartesi_listInputs", ",\"descending\":true,\"limit\":2")).Should().Equal("0x4", "0x3");
        (await IndicesAsync("cartesi_listInputs", ",\"offset\":3")).Should().Equal("0x3", "0x4");
        (await IndicesAsync("cartesi_listInputs", ",\"offset\":300")).Should().BeEmpty();
        (await IndicesAsync("cartesi_listInputs", ",\"limit\":99999999")).Should().HaveCount(5);
        (await IndicesAsync("cartesi_listInputs", ",\"sender\":\"0x00000000000000000000000000000000000000aa\"")).Should().BeEmpty();
        (await IndicesAsync("cartesi_listInputs", $",\"sender\":\"{fixture.Network.Sender.Address}\"")).Should().HaveCount(5);
        (await IndicesAsync("cartesi_listInputs", ",\"epoch_index\":\"0xffffff\"")).Should().BeEmpty();
        (await IndicesAsync("cartesi_listOutputs", ",\"input_index\":\"0x1\"")).Should().Equal("0x1");
        (await IndicesAsync("cartesi_listOutputs", ",\"output_type\":\"0x237a816f\"")).Should().Equal("0x1");
        (await IndicesAsync("cartesi_listOutputs", $",\"voucher_address\":\"{fixture.Network.Sender.Address.ToChecksumString()}\"")).Should().Equal("0x1", "0x2");
        (await IndicesAsync("cartesi_listReports", ",\"input_index\":\"0x1\"")).Should().Equal("0x1");
    }

    [Fact]
    public async Task Discover_names_every_method()
    {
        using JsonDocument answer = await CallAsync("""{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}""");
        answer.RootElement.GetProperty("result").GetProperty("methods").EnumerateArray().Select(m => m.GetProperty("name").GetString())
            .Should().Contain("cartesi_listOutputs").And.HaveCount(23);
    }

    [Fact]
    public async Task Other_paths_and_verbs_are_refused_and_health_is_told()
    {
        Uri node = fixture.Network.Dev.Node.Url;
        (await _http.GetAsync(Rpc)).StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        (await _http.GetAsync(new Uri(node, "nothing"))).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await _http.GetAsync(new Uri(node, "livez"))).StatusCode.Should().Be(HttpStatusCode.OK);
        (await _http.GetAsync(new Uri(node, "readyz"))).StatusCode.Should().Be(HttpStatusCode.OK);
        using var preflight = new HttpRequestMessage(HttpMethod.Options, Rpc);
        (await _http.SendAsync(preflight)).Headers.GetValues("Access-Control-Allow-Origin").Should().Equal("*");
    }

    private async Task<List<string>> IndicesAsync(string method, string more)
    {
        using JsonDocument answer = await CallAsync(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{\"application\":\"app\"" + more + "}}");
        return [.. answer.RootElement.GetProperty("result").GetProperty("data").EnumerateArray().Select(e => e.GetProperty("index").GetString()!)];
    }

    private async Task<JsonDocument> CallAsync(string request) => JsonDocument.Parse(await (await PostAsync(request)).Content.ReadAsStringAsync());

    private Task<HttpResponseMessage> PostAsync(string body) => _http.PostAsync(Rpc, new StringContent(body, Encoding.UTF8, "application/json"));

    public sealed class Fixture : IAsyncLifetime
    {
        internal TestNetwork Network { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Network = await TestNetwork.StartAsync(inProcess: true);
            foreach (string command in new[] { "add 1", "voucher", "delegate", "reject", "add 2" })
                await Network.SendAsync(command);
        }

        public async Task DisposeAsync() => await Network.DisposeAsync();
    }
}
