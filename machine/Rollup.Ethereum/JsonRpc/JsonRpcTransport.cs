using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Polly;
using Polly.Retry;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.Host;
using Rollup.Primitives;

namespace Rollup.Ethereum.JsonRpc;

/// <summary>Sends one JSON-RPC 2.0 request per HTTP request and turns every failure into one of our exceptions.</summary>
internal sealed class JsonRpcTransport : IDisposable
{
    private readonly Uri _url;
    private readonly EthereumClientOptions _options;
    private readonly HttpClient _http;
    private readonly ResiliencePipeline _retries;
    private long _nextId;

    public JsonRpcTransport(Uri url, EthereumClientOptions options, HttpMessageHandler? handler)
    {
        _url = url;
        _options = options;
        _retries = options.Retries == 0 ? ResiliencePipeline.Empty : Retrying(options);
        _http = new HttpClient(handler ?? HostHttp.Of(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) })) { Timeout = options.RequestTimeout };
    }

    /// <summary>Host and port only: providers put API keys into paths.</summary>
    private string Where => _url.GetLeftPart(UriPartial.Authority);

    public async Task<T> InvokeAsync<T>(string method, JsonNode?[] parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        byte[] request = Request(method, parameters);
        return await PipelineOf(method).ExecuteAsync(
            async token =>
            {
                using JsonDocument answer = await ExchangeAsync(method, request, token).ConfigureAwait(false);
                return Read(method, Result(method, answer), type) ?? throw new EthereumUnreachableException($"{method} at {Where} answered null");
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<T?> InvokeOrNullAsync<T>(string method, JsonNode?[] parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        byte[] request = Request(method, parameters);
        return await PipelineOf(method).ExecuteAsync(
            async token =>
            {
                using JsonDocument answer = await ExchangeAsync(method, request, token).ConfigureAwait(false);
                return Read(method, Result(method, answer), type);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();

    private static ResiliencePipeline Retrying(EthereumClientOptions options) => new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<EthereumUnreachableException>(),
            MaxRetryAttempts = options.Retries,
            Delay = options.RetryPause,
            BackoffType = DelayBackoffType.Exponential,
        })
        .Build();

    // A transaction that got no answer may be on its way: whoever sent it decides.
    private ResiliencePipeline PipelineOf(string method) =>
        method is "eth_sendRawTransaction" or "eth_sendTransaction" ? ResiliencePipeline.Empty : _retries;

    private byte[] Request(string method, JsonNode?[] parameters) => JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = Interlocked.Increment(ref _nextId),
            ["method"] = method,
            ["params"] = new JsonArray(parameters),
        },
        EthereumJson.Default.JsonNode);

    private async Task<JsonDocument> ExchangeAsync(string method, byte[] request, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(request);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var message = new HttpRequestMessage(HttpMethod.Post, _url) { Content = content };
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return await ReadAsync(method, response, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException fault)
        {
            throw new EthereumUnreachableException($"no Ethereum node answers at {Where}: {fault.Message}", fault);
        }
        catch (IOException fault)
        {
            throw new EthereumUnreachableException($"the Ethereum node at {Where} broke off its answer to {method}: {fault.Message}", fault);
        }
        catch (TaskCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EthereumUnreachableException($"the Ethereum node at {Where} did not answer {method} in {_options.RequestTimeout.TotalSeconds:0} s", fault);
        }
    }

    private async Task<JsonDocument> ReadAsync(string method, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // Some providers send JSON-RPC errors with an HTTP error status, so the body is looked at first.
        try
        {
            Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
                return await JsonDocument.ParseAsync(body, default, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException fault)
        {
            throw new EthereumUnreachableException($"{method} at {Where} answered HTTP {(int)response.StatusCode} without JSON", fault)
            {
                HttpStatus = (int)response.StatusCode,
            };
        }
    }

    private JsonElement Result(string method, JsonDocument answer)
    {
        JsonElement root = answer.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw new EthereumUnreachableException($"{method} at {Where} answered something that is not JSON-RPC");
        if (root.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.Object)
            throw RpcError(method, error);

        return root.TryGetProperty("result", out JsonElement result)
            ? result
            : throw new EthereumUnreachableException($"{method} at {Where} answered without a result");
    }

    // A converter for a value type refuses null itself; for a reference type null comes back as null.
    private T? Read<T>(string method, JsonElement result, JsonTypeInfo<T> type)
    {
        try
        {
            return result.Deserialize(type);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new EthereumUnreachableException($"{method} at {Where} answered in an unknown shape: {fault.Message}", fault);
        }
    }

    private EthereumRpcException RpcError(string method, JsonElement error)
    {
        int code = error.TryGetProperty("code", out JsonElement c) && c.ValueKind == JsonValueKind.Number && c.TryGetInt32(out int number) ? number : 0;
        string message = error.TryGetProperty("message", out JsonElement m) && m.ValueKind == JsonValueKind.String ? m.GetString()! : "no message";
        return TryRevertData(error, out byte[] data) || message.Contains("revert", StringComparison.OrdinalIgnoreCase)
            ? new ContractRevertException(method, code, message, _options.Errors.Decode(data))
            : new EthereumRpcException(method, code, message);
    }

    // geth and anvil put the bytes into error.data; some put them one level deeper.
    private static bool TryRevertData(JsonElement error, out byte[] data)
    {
        data = [];
        if (!error.TryGetProperty("data", out JsonElement element))
            return false;
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("data", out JsonElement inner))
            element = inner;
        if (element.ValueKind != JsonValueKind.String || !Hex.TryDecode(element.GetString(), out byte[]? bytes))
            return false;

        data = bytes;
        return true;
    }
}
