using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace ModelMarket.Cli.Session.Node;

/// <summary>
/// Asks a rollups node: JSON-RPC on <c>/rpc</c>, inspections on <c>/inspect/{application}</c>. The same paths and shapes as the official
/// node, so either can be on the other side.
/// </summary>
internal sealed class NodeClient
{
    private const int PageLimit = 1_000;

    private readonly HttpClient _http;
    private readonly Uri _rpc;
    private readonly Uri _inspect;
    private readonly string _application;

    /// <summary>Creates a client.</summary>
    /// <param name="http">Its timeout is the patience per question.</param>
    /// <param name="node">The part of the address before <c>/rpc</c>.</param>
    /// <param name="application">The application's address as 0x-hex.</param>
    public NodeClient(HttpClient http, Uri node, string application)
    {
        _http = http;
        _application = application;
        var root = node.AbsoluteUri.TrimEnd('/');
        root = root.EndsWith("/rpc", StringComparison.Ordinal) ? root[..^4] : root;
        _rpc = new Uri(root + "/rpc");
        _inspect = new Uri($"{root}/inspect/{application}");
        Address = new Uri(root);
    }

    /// <summary>The node.</summary>
    public Uri Address { get; }

    /// <summary>The application's record; null when the node does not know it.</summary>
    public async Task<NodeApplication?> ApplicationAsync(CancellationToken cancellation) =>
        (await CallAsync("cartesi_getApplication", new JsonObject(), NodeJson.Default.NodeResponseNodeItemNodeApplication, cancellation))?.Data;

    /// <summary>How many inputs the node has processed.</summary>
    public async Task<ulong> ProcessedInputsAsync(CancellationToken cancellation) =>
        Integer((await CallAsync("cartesi_getProcessedInputCount", new JsonObject(), NodeJson.Default.NodeResponseNodeItemString, cancellation))?.Data ?? "0x0");

    /// <summary>One input; null when the node has not read it from L1 yet.</summary>
    public async Task<NodeInput?> InputAsync(ulong index, CancellationToken cancellation) =>
        (await CallAsync("cartesi_getInput", new JsonObject { ["input_index"] = Hexadecimal(index) }, NodeJson.Default.NodeResponseNodeItemNodeInput, cancellation))?.Data;

    /// <summary>One output; null when there is none of this index.</summary>
    public async Task<NodeOutput?> OutputAsync(ulong index, CancellationToken cancellation) =>
        (await CallAsync("cartesi_getOutput", new JsonObject { ["output_index"] = Hexadecimal(index) }, NodeJson.Default.NodeResponseNodeItemNodeOutput, cancellation))?.Data;

    /// <summary>An epoch; null when the node has none of this index.</summary>
    public async Task<NodeEpoch?> EpochAsync(ulong index, CancellationToken cancellation) =>
        (await CallAsync("cartesi_getEpoch", new JsonObject { ["epoch_index"] = Hexadecimal(index) }, NodeJson.Default.NodeResponseNodeItemNodeEpoch, cancellation))?.Data;

    /// <summary>All outputs, or those of one input, in order.</summary>
    public Task<IReadOnlyList<NodeOutput>> OutputsAsync(ulong? inputIndex, CancellationToken cancellation) =>
        ListAsync("cartesi_listOutputs", inputIndex, NodeJson.Default.NodeResponseNodePageNodeOutput, cancellation);

    /// <summary>All reports, or those of one input, in order.</summary>
    public Task<IReadOnlyList<NodeReport>> ReportsAsync(ulong? inputIndex, CancellationToken cancellation) =>
        ListAsync("cartesi_listReports", inputIndex, NodeJson.Default.NodeResponseNodePageNodeReport, cancellation);

    /// <summary>All epochs in order.</summary>
    public Task<IReadOnlyList<NodeEpoch>> EpochsAsync(CancellationToken cancellation) =>
        ListAsync("cartesi_listEpochs", null, NodeJson.Default.NodeResponseNodePageNodeEpoch, cancellation);

    /// <summary>Asks the dapp. The state cannot change by it.</summary>
    /// <param name="path">What to look at, such as <c>jobs/7</c>.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The reports' bytes, in order.</returns>
    public async Task<IReadOnlyList<byte[]>> InspectAsync(string path, CancellationToken cancellation)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(path));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var response = await PostAsync(_inspect, body, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw await RefusedAsync(response, cancellation);
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var answer = await JsonSerializer.DeserializeAsync(stream, NodeJson.Default.InspectAnswer, cancellation)
            ?? throw CliFault.Unreachable($"The node at {Address} answered an inspection with null.");
        if (answer.Status != "Accepted")
        {
            throw CliFault.Failed($"The dapp did not answer the inspection `{path}`: {answer.Status} {answer.Exception}".TrimEnd());
        }

        return [.. (answer.Reports ?? []).Select(report => Convert.FromHexString(report.Payload.AsSpan(2)))];
    }

    /// <summary>A 0x-hex integer of the node's interface.</summary>
    public static ulong Integer(string hexadecimal) =>
        ulong.Parse(hexadecimal.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static string Hexadecimal(ulong value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");

    private async Task<IReadOnlyList<T>> ListAsync<T>(string method, ulong? inputIndex, JsonTypeInfo<NodeResponse<NodePage<T>>> type, CancellationToken cancellation)
    {
        var all = new List<T>();
        while (true)
        {
            var parameters = new JsonObject { ["limit"] = PageLimit, ["offset"] = all.Count };
            if (inputIndex is { } index)
            {
                parameters["input_index"] = Hexadecimal(index);
            }

            var page = await CallAsync(method, parameters, type, cancellation);
            all.AddRange(page?.Data ?? []);
            if (page is null || page.Data.Count == 0 || all.Count >= page.Pagination.TotalCount)
            {
                return all;
            }
        }
    }

    // Null for "not found", which is an ordinary answer while the node is behind L1.
    private async Task<T?> CallAsync<T>(string method, JsonObject parameters, JsonTypeInfo<NodeResponse<T>> type, CancellationToken cancellation)
        where T : class
    {
        parameters["application"] = _application;
        var request = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters };
        using var body = new StringContent(request.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await PostAsync(_rpc, body, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw await RefusedAsync(response, cancellation);
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var answer = await JsonSerializer.DeserializeAsync(stream, type, cancellation);
        return answer switch
        {
            { Error.Code: NodeError.NotFound } => null,
            { Error: { } error } => throw CliFault.Unreachable($"The node at {Address} refused {method}: {error.Message} ({error.Code})."),
            _ => answer?.Result,
        };
    }

    private async Task<HttpResponseMessage> PostAsync(Uri address, HttpContent body, CancellationToken cancellation)
    {
        try
        {
            return await _http.PostAsync(address, body, cancellation);
        }
        catch (HttpRequestException fault)
        {
            throw CliFault.Unreachable($"The node at {Address} does not answer: {fault.Message}", "Is it running? `modelmarket dev` starts a local one; --node names another.");
        }
    }

    private async Task<CliFault> RefusedAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var words = await response.Content.ReadAsStringAsync(cancellation);
        return response.StatusCode == HttpStatusCode.NotFound
            ? CliFault.Unreachable($"The node at {Address} does not know the application {_application}.", "Is --app right, and is it the node of this network?")
            : CliFault.Unreachable($"The node at {Address} answered {(int)response.StatusCode}: {words.Trim()}");
    }
}
