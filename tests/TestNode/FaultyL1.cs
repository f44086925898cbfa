using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace TestNode;

/// <summary>Stands between the node and anvil and does, by a seeded die, what bad providers do. Reads only: transactions pass untouched.</summary>
public sealed class FaultyL1(int seed, double rate, ulong rangeMax) : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly Random _die = new(seed);
    private int _faults;

    /// <summary>How often something was done wrong.</summary>
    public int Faults => _faults;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = (JsonObject)JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
        string method = call["method"]!.GetValue<string>();
        if (method == "eth_getLogs" && Length(call["params"]![0]!) > rangeMax)
            return Json(Error(call, -32005, "query returned more than 10000 results"));
        int fault;
        lock (_die)
            fault = method is "eth_sendRawTransaction" || _die.NextDouble() >= rate ? -1 : _die.Next(7);
        if (fault >= 0)
            Interlocked.Increment(ref _faults);
        switch (fault)
        {
            case 0:
                throw new HttpRequestException("connection reset");
            case 1:
                return new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Content = new StringContent("<html>slow down</html>") };
            case 2:
                return Json(Error(call, -32000, "internal error"));
            case 3:
                await Task.Delay(100, cancellationToken);
                return await base.SendAsync(request, cancellationToken);
            case 4:
                return Text((await BodyAsync(request, cancellationToken))[..^5]);
            case 5 or 6 when method == "eth_getLogs":
                return Json(Spoiled(JsonNode.Parse(await BodyAsync(request, cancellationToken))!, fault));
            default:
                return await base.SendAsync(request, cancellationToken);
        }
    }

    private static ulong Length(JsonNode filter) => Block(filter, "toBlock") - Block(filter, "fromBlock") + 1;

    private static ulong Block(JsonNode filter, string name) => Convert.ToUInt64(filter[name]!.GetValue<string>(), 16);

    private static JsonObject Error(JsonObject call, int code, string message) => new()
    {
        ["jsonrpc"] = "2.0",
        ["id"] = call["id"]!.DeepClone(),
        ["error"] = new JsonObject { ["code"] = code, ["message"] = message },
    };

    private static HttpResponseMessage Json(JsonNode body) => Text(body.ToJsonString());

    private static HttpResponseMessage Text(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private async Task<string> BodyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    // Logs twice and in any order; or some missing.
    private JsonNode Spoiled(JsonNode answer, int fault)
    {
        if (answer["result"] is not JsonArray logs)
            return answer;

        JsonNode[] all = [.. logs.Select(log => log!.DeepClone())];
        lock (_die)
        {
            if (fault == 5)
                all = [.. all, .. all.Take(_die.Next(all.Length + 1)).Select(log => log.DeepClone())];
            else
                all = [.. all.Where(_ => _die.Next(3) > 0)];
            _die.Shuffle(all);
        }
        answer["result"] = new JsonArray(all);
        return answer;
    }
}
