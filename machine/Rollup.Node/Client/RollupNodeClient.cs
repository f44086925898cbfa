using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Rollup.Ethereum.Host;
using Rollup.Ethereum.JsonRpc;
using Rollup.Node.Rpc;
using Rollup.Primitives;

namespace Rollup.Node.Client;

/// <summary>One application on a node: this one or the official one of the 2.x line, which have the same API. Safe for use by several threads at once.</summary>
/// <remarks>Every method throws <see cref="NodeUnreachableException"/> when there is no proper answer and <see cref="NodeException"/> for an error the node names.</remarks>
public sealed class RollupNodeClient : IDisposable
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LastPoll = TimeSpan.FromMilliseconds(500);
    private readonly HttpClient _http;
    private readonly Uri _rpc;
    private readonly Uri _inspect;
    private long _nextId;

    /// <summary>Connects to nothing yet: the first call does.</summary>
    /// <param name="node">Where the node listens; <c>/rpc</c> and <c>/inspect/…</c> are put behind its path.</param>
    /// <param name="application">Name or address.</param>
    /// <param name="handler">Another way to send requests; disposed with the client.</param>
    public RollupNodeClient(Uri node, string application, HttpMessageHandler? handler = null)
        : this(new Uri(WithSlash(node), "rpc"), new Uri(WithSlash(node), "inspect/"), application, handler)
    {
    }

    /// <summary>For an official node that serves JSON-RPC and inspect on different ports.</summary>
    /// <param name="rpc">The whole URL of JSON-RPC.</param>
    /// <param name="inspect">The URL before the application's name.</param>
    /// <param name="application">Name or address.</param>
    /// <param name="handler">Another way to send requests; disposed with the client.</param>
    public RollupNodeClient(Uri rpc, Uri inspect, string application, HttpMessageHandler? handler = null)
    {
        _rpc = rpc;
        _inspect = new Uri(WithSlash(inspect), Uri.EscapeDataString(application));
        Application = application;
        _http = new HttpClient(handler ?? HostHttp.Of(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) })) { Timeout = TimeSpan.FromMinutes(4) };
    }

    /// <summary>Name or address of the application.</summary>
    public string Application { get; }

    /// <summary><c>cartesi_getChainId</c>.</summary>
    public Task<ulong> GetChainIdAsync(CancellationToken cancellationToken = default) =>
        GetAsync("cartesi_getChainId", [], RpcJson.Default.RpcItemNumber, cancellationToken);

    /// <summary><c>cartesi_getNodeVersion</c>.</summary>
    public Task<string> GetNodeVersionAsync(CancellationToken cancellationToken = default) =>
        GetAsync("cartesi_getNodeVersion", [], RpcJson.Default.RpcItemText, cancellationToken);

    /// <summary><c>cartesi_getApplication</c>.</summary>
    public Task<ApplicationView> GetApplicationAsync(CancellationToken cancellationToken = default) =>
        GetAsync("cartesi_getApplication", Parameters(), RpcJson.Default.RpcItemApplicationView, cancellationToken);

    /// <summary><c>cartesi_getProcessedInputCount</c>.</summary>
    public Task<ulong> GetProcessedInputCountAsync(CancellationToken cancellationToken = default) =>
        GetAsync("cartesi_getProcessedInputCount", Parameters(), RpcJson.Default.RpcItemNumber, cancellationToken);

    /// <summary><c>cartesi_getLastAcceptedEpochIndex</c>; null when none was accepted yet.</summary>
    public Task<ulong?> GetLastAcceptedEpochIndexAsync(CancellationToken cancellationToken = default) =>
        OrNullAsync(async () => (ulong?)await GetAsync("cartesi_getLastAcceptedEpochIndex", Parameters(), RpcJson.Default.RpcItemNumber, cancellationToken).ConfigureAwait(false));

    /// <summary><c>cartesi_getEpoch</c>; null when there is none (epochs without inputs do not exist).</summary>
    public Task<EpochView?> GetEpochAsync(ulong index, CancellationToken cancellationToken = default) =>
        OrNullAsync(async () => (EpochView?)await GetAsync("cartesi_getEpoch", Parameters("epoch_index", index), RpcJson.Default.RpcItemEpochView, cancellationToken).ConfigureAwait(false));

    /// <summary><c>cartesi_getInput</c>; null when the node has not seen it yet.</summary>
    public Task<InputView?> GetInputAsync(ulong index, CancellationToken cancellationToken = default) =>
        OrNullAsync(async () => (InputView?)await GetAsync("cartesi_getInput", Parameters("input_index", index), RpcJson.Default.RpcItemInputView, cancellationToken).ConfigureAwait(false));

    /// <summary><c>cartesi_getOutput</c>; null when there is none yet.</summary>
    public Task<OutputView?> GetOutputAsync(ulong index, CancellationToken cancellationToken = default) =>
        OrNullAsync(async () => (OutputView?)await GetAsync("cartesi_getOutput", Parameters("output_index", index), RpcJson.Default.RpcItemOutputView, cancellationToken).ConfigureAwait(false));

    /// <summary><c>cartesi_getReport</c>; null when there is none yet.</summary>
    public Task<ReportView?> GetReportAsync(ulong index, CancellationToken cancellationToken = default) =>
        OrNullAsync(async () => (ReportView?)await GetAsync("cartesi_getReport", Parameters("report_index", index), RpcJson.Default.RpcItemReportView, cancellationToken).ConfigureAwait(false));

    /// <summary><c>cartesi_listEpochs</c>.</summary>
    public Task<RpcPage<EpochView>> ListEpochsAsync(EpochStatus? status, PageRequest page, CancellationToken cancellationToken = default)
    {
        JsonObject parameters = Parameters(page);
        if (status is { } wanted)
            parameters["status"] = JsonNamingPolicy.SnakeCaseUpper.ConvertName(wanted.ToString());
        return CallAsync("cartesi_listEpochs", parameters, RpcJson.Default.RpcPageEpochView, cancellationToken);
    }

    /// <summary><c>cartesi_listInputs</c>.</summary>
    public Task<RpcPage<InputView>> ListInputsAsync(InputFilter filter, PageRequest page, CancellationToken cancellationToken = default)
    {
        JsonObject parameters = Parameters(page);
        Add(parameters, "epoch_index", filter.EpochIndex);
        if (filter.Sender is { } sender)
            parameters["sender"] = sender.ToString();
        return CallAsync("cartesi_listInputs", parameters, RpcJson.Default.RpcPageInputView, cancellationToken);
    }

    /// <summary><c>cartesi_listOutputs</c>.</summary>
    public Task<RpcPage<OutputView>> ListOutputsAsync(OutputFilter filter, PageRequest page, CancellationToken cancellationToken = default)
    {
        JsonObject parameters = Parameters(page);
        Add(parameters, "epoch_index", filter.EpochIndex);
        Add(parameters, "input_index", filter.InputIndex);
        if (filter.OutputType is { } type)
            parameters["output_type"] = Hex.Encode(type.Span);
        if (filter.VoucherAddress is { } destination)
            parameters["voucher_address"] = destination.ToString();
        return CallAsync("cartesi_listOutputs", parameters, RpcJson.Default.RpcPageOutputView, cancellationToken);
    }

    /// <summary><c>cartesi_listReports</c>.</summary>
    public Task<RpcPage<ReportView>> ListReportsAsync(ReportFilter filter, PageRequest page, CancellationToken cancellationToken = default)
    {
        JsonObject parameters = Parameters(page);
        Add(parameters, "epoch_index", filter.EpochIndex);
        Add(parameters, "input_index", filter.InputIndex);
        return CallAsync("cartesi_listReports", parameters, RpcJson.Default.RpcPageReportView, cancellationToken);
    }

    /// <summary>Every output that matches, page by page.</summary>
    public IAsyncEnumerable<OutputView> AllOutputsAsync(OutputFilter filter, CancellationToken cancellationToken = default) =>
        AllAsync(page => ListOutputsAsync(filter, page, cancellationToken));

    /// <summary>Every report that matches, page by page.</summary>
    public IAsyncEnumerable<ReportView> AllReportsAsync(ReportFilter filter, CancellationToken cancellationToken = default) =>
        AllAsync(page => ListReportsAsync(filter, page, cancellationToken));

    /// <summary>Every input that matches, page by page.</summary>
    public IAsyncEnumerable<InputView> AllInputsAsync(InputFilter filter, CancellationToken cancellationToken = default) =>
        AllAsync(page => ListInputsAsync(filter, page, cancellationToken));

    /// <summary>Waits until an input was processed.</summary>
    /// <exception cref="TimeoutException">Not in the time given.</exception>
    public Task<InputView> WaitForInputAsync(ulong index, TimeSpan timeout, CancellationToken cancellationToken = default) => PollAsync(
        async () => await GetInputAsync(index, cancellationToken).ConfigureAwait(false) is { Status: not InputStatus.None } input ? input : null,
        timeout, $"input {index} is not processed", cancellationToken);

    /// <summary>Waits until the claim of an epoch was accepted (or another one was: look at the status).</summary>
    /// <exception cref="TimeoutException">Not in the time given.</exception>
    public Task<EpochView> WaitForClaimAsync(ulong epoch, TimeSpan timeout, CancellationToken cancellationToken = default) => PollAsync(
        async () => await GetEpochAsync(epoch, cancellationToken).ConfigureAwait(false) is { Status: EpochStatus.ClaimAccepted or EpochStatus.ClaimRejected } view ? view : null,
        timeout, $"the claim of epoch {epoch} is not accepted", cancellationToken);

    /// <summary>Waits until an output has its siblings and its epoch's claim was accepted, so that it can be executed.</summary>
    /// <exception cref="TimeoutException">Not in the time given.</exception>
    public async Task<OutputView> WaitForExecutableOutputAsync(ulong index, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var clock = Stopwatch.StartNew();
        OutputView output = await PollAsync(() => GetOutputAsync(index, cancellationToken), timeout, $"output {index} does not exist", cancellationToken).ConfigureAwait(false);
        await WaitForClaimAsync(output.EpochIndex, timeout - clock.Elapsed, cancellationToken).ConfigureAwait(false);
        return (await GetOutputAsync(index, cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Asks the application a question.</summary>
    public async Task<InspectResult> InspectAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default)
    {
        using var content = new ReadOnlyMemoryContent(payload);
        byte[] body = await PostAsync(_inspect, content, cancellationToken).ConfigureAwait(false);
        InspectView view = Read(body, RpcJson.Default.InspectView, _inspect);
        return new InspectResult(view.Status, view.Exception, [.. (view.Reports ?? []).Select(r => r.Payload)], view.ProcessedInputCount);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static Uri WithSlash(Uri uri) => uri.AbsolutePath.EndsWith('/') ? uri : new Uri(uri.GetLeftPart(UriPartial.Path) + "/");

    private static void Add(JsonObject parameters, string name, ulong? value)
    {
        if (value is { } number)
            parameters[name] = Quantity.ToHex(number);
    }

    private JsonObject Parameters() => new() { ["application"] = Application };

    private JsonObject Parameters(string name, ulong value) => new() { ["application"] = Application, [name] = Quantity.ToHex(value) };

    private JsonObject Parameters(PageRequest page) => new()
    {
        ["application"] = Application,
        ["limit"] = page.Limit,
        ["offset"] = page.Offset,
        ["descending"] = page.Descending,
    };

    private static async IAsyncEnumerable<T> AllAsync<T>(Func<PageRequest, Task<RpcPage<T>>> list)
    {
        ulong offset = 0;
        while (true)
        {
            RpcPage<T> page = await list(new PageRequest(500, offset)).ConfigureAwait(false);
            foreach (T row in page.Data)
                yield return row;
            offset += (ulong)page.Data.Count;
            if (page.Data.Count == 0 || offset >= page.Pagination.TotalCount)
                yield break;
        }
    }

    private static async Task<T> PollAsync<T>(Func<Task<T?>> look, TimeSpan timeout, string otherwise, CancellationToken cancellationToken)
        where T : class
    {
        var clock = Stopwatch.StartNew();
        TimeSpan pause = FirstPoll;
        while (true)
        {
            if (await look().ConfigureAwait(false) is { } found)
                return found;
            if (clock.Elapsed > timeout)
                throw new TimeoutException($"{otherwise} after {timeout.TotalSeconds:0.#} s");

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < LastPoll ? pause * 2 : LastPoll;
        }
    }

    private static async Task<T?> OrNullAsync<T>(Func<Task<T?>> get)
    {
        try
        {
            return await get().ConfigureAwait(false);
        }
        catch (NodeException refusal) when (refusal.Code == NodeException.NotFound && !refusal.Message.StartsWith("Application ", StringComparison.Ordinal))
        {
            return default;
        }
    }

    private async Task<T> GetAsync<T>(string method, JsonObject parameters, JsonTypeInfo<RpcItem<T>> type, CancellationToken cancellationToken) =>
        (await CallAsync(method, parameters, type, cancellationToken).ConfigureAwait(false)).Data;

    private async Task<T> CallAsync<T>(string method, JsonObject parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var request = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = Interlocked.Increment(ref _nextId), ["method"] = method, ["params"] = parameters };
        using var content = new StringContent(request.ToJsonString());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        byte[] body = await PostAsync(_rpc, content, cancellationToken).ConfigureAwait(false);
        try
        {
            using JsonDocument answer = JsonDocument.Parse(body);
            if (answer.RootElement.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.Object)
                throw new NodeException(error.GetProperty("code").GetInt32(), error.GetProperty("message").GetString() ?? "");
            return answer.RootElement.GetProperty("result").Deserialize(type) ?? throw new NodeUnreachableException($"{method} at {_rpc} answered null");
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new NodeUnreachableException($"{method} at {_rpc} answered in an unknown shape: {fault.Message}", fault);
        }
    }

    private static T Read<T>(byte[] body, JsonTypeInfo<T> type, Uri where)
    {
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new NodeUnreachableException($"{where} answered null");
        }
        catch (JsonException fault)
        {
            throw new NodeUnreachableException($"{where} answered in an unknown shape: {fault.Message}", fault);
        }
    }

    private async Task<byte[]> PostAsync(Uri url, HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await _http.PostAsync(url, content, cancellationToken).ConfigureAwait(false);
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return response.StatusCode == HttpStatusCode.OK
                ? body
                : throw new NodeException((int)response.StatusCode, $"{url} answered HTTP {(int)response.StatusCode}: {System.Text.Encoding.UTF8.GetString(body)}");
        }
        catch (HttpRequestException fault)
        {
            throw new NodeUnreachableException($"no node answers at {url}: {fault.Message}", fault);
        }
        catch (TaskCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NodeUnreachableException($"the node at {url} did not answer in time", fault);
        }
    }
}
