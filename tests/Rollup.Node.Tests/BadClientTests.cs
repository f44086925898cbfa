using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rollup.Node.Tests;

public sealed class BadClientTests(RpcEndpointTests.Fixture fixture) : IClassFixture<RpcEndpointTests.Fixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private Uri Node => fixture.Network.Dev.Node.Url;

    [Theory]
    [InlineData("POST /inspect/../rpc HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "400")]
    [InlineData("POST /inspect/app/../../../etc/passwd HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "404")]
    [InlineData("POST /inspect/..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "404")]
    [InlineData("POST /inspect/%00 HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "400")]
    [InlineData("POST /inspect// HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "404")]
    [InlineData("POST //rpc HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "404")]
    [InlineData("GET /metrics/../rpc HTTP/1.1\r\nHost: x\r\n\r\n", "405")]
    [InlineData("BREW /rpc HTTP/1.1\r\nHost: x\r\n\r\n", "405")]
    [InlineData("POST /rpc HTTP/9.9\r\nHost: x\r\n\r\n", "505")]
    [InlineData("POST /rpc HTTP/1.1\r\n\r\n", "400")]
    [InlineData("POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "400")]
    [InlineData("POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999\r\n\r\n", "413")]
    [InlineData("POST /rpc HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400")]
    [InlineData("\0\u0001\u0002nonsense\r\n\r\n", "400")]
    public async Task Request_on_the_bare_socket_is_refused_and_nothing_leaks(string request, string status)
    {
        string answer = await SendAsync(request);

        answer.Should().StartWith("HTTP/1.1 ");
        answer[9..12].Should().Be(status);
        answer.Should().NotContainAny("   at ", ".cs:", "Rollup.Node", "Kestrel", "root:");
        await AnswersAsync();
    }

    [Fact]
    public async Task Flood_of_headers_is_431()
    {
        (await SendAsync($"POST /rpc HTTP/1.1\r\nHost: x\r\nX: {new string('x', 100_000)}\r\n\r\n")).Should().StartWith("HTTP/1.1 431");
        await AnswersAsync();
    }

    [Fact]
    public async Task Body_in_chunks_above_1_MiB_is_413()
    {
        string chunk = $"10000\r\n{new string(' ', 0x10000)}\r\n";
        string answer = await SendAsync("POST /rpc HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + string.Concat(Enumerable.Repeat(chunk, 17)) + "0\r\n\r\n");
        answer.Should().StartWith("HTTP/1.1 413");
        await AnswersAsync();
    }

    [Theory]
    [InlineData("{\"a\":", "}", 500_000 / 6)]
    [InlineData("[", "]", 400_000)]
    [InlineData("[[],", "]", 100_000)]
    public async Task Deep_nesting_is_400(string open, string close, int depth)
    {
        string body = string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
        (await PostAsync(body)).Should().Be(HttpStatusCode.BadRequest);
        await AnswersAsync();
    }

    [Theory]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1e999,\"method\":\"cartesi_getChainId\"}")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"cartesi_getChainId\"}")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":\"\\ud800\",\"method\":\"cartesi_getChainId\"}")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\\u0000\"}")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cartesi_listInputs\",\"params\":{\"application\":\"app\",\"limit\":18446744073709551615}}")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cartesi_listInputs\",\"params\":{\"application\":\"app\",\"offset\":9223372036854775807,\"limit\":10000}}")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cartesi_listInputs\",\"params\":{\"application\":\"app\",\"offset\":-1}}")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cartesi_listInputs\",\"params\":{\"application\":\"app'; DROP TABLE input; --\"}}")]
    public async Task Odd_request_is_answered_and_the_node_goes_on(string body)
    {
        (await PostAsync(body)).Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.BadRequest);
        await AnswersAsync();
    }

    [Fact]
    public async Task Two_hundred_slow_connections_hold_nobody_up_and_are_closed()
    {
        var slow = new List<TcpClient>();
        try
        {
            for (int i = 0; i < 200; i++)
            {
                var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Node.Port);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(i % 2 == 0 ? "POST /rpc HTTP/1.1\r\nHost: x\r\nX-" : "POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"));
                slow.Add(client);
            }
            var clock = Stopwatch.StartNew();
            await AnswersAsync();
            clock.Elapsed.Should().BeLessThan(NodeLimits.HeadersTimeout, "slow ones do not take a turn");

            foreach (TcpClient client in slow)
                await ReadToEndAsync(client.GetStream()).WaitAsync(Patience);
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public void Listener_is_on_loopback_unless_told_otherwise() => IPAddress.IsLoopback(IPAddress.Parse(Node.Host)).Should().BeTrue();

    [Fact]
    public async Task Metrics_page_tells_what_the_node_did()
    {
        using var http = new HttpClient();
        string page = "";
        // The page is made anew at most every 300 ms.
        for (int look = 0; look < 20 && !page.Contains("rollup_inputs_processed{", StringComparison.Ordinal); look++)
        {
            page = await http.GetStringAsync(new Uri(Node, "metrics"));
            await Task.Delay(200);
        }

        page.Should().MatchRegex("""rollup_inputs_processed\{[^}]*application="app"[^}]*\} 5""").And.Contain("rollup_advance_duration").And.Contain("rollup_ready");
    }

    private async Task AnswersAsync() => (await fixture.Network.Client.GetChainIdAsync()).Should().Be(31337);

    private async Task<HttpStatusCode> PostAsync(string body)
    {
        using var http = new HttpClient();
        return (await http.PostAsync(new Uri(Node, "rpc"), new StringContent(body, Encoding.UTF8, "application/json"))).StatusCode;
    }

    private async Task<string> SendAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Node.Port);
        NetworkStream stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        }
        catch (IOException)
        {
            // Refused before all of it was sent: the answer is there to be read.
        }
        return await ReadHeadAsync(stream).WaitAsync(Patience);
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        while (!answer.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            int count = await stream.ReadAsync(buffer);
            if (count == 0)
                break;
            answer.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
        return answer.ToString();
    }

    private static async Task<string> ReadToEndAsync(NetworkStream stream)
    {
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer);
        }
        catch (IOException)
        {
            // Closed without a farewell, which is an end as well.
        }
        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
