using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Rollup.Node.Logs;

namespace Rollup.Node.Http;

/// <summary>JSON-RPC 2.0 over <c>POST /rpc</c>: single requests and batches.</summary>
internal sealed class RpcEndpoint(RpcMethods methods, ILogger logger)
{
    private static readonly JsonDocumentOptions Parsing = new() { MaxDepth = 16 };
    private readonly Dictionary<string, RpcMethod> _methods = methods.All.ToDictionary(method => method.Name, StringComparer.Ordinal);

    public async Task HandleAsync(HttpContext context)
    {
        byte[]? body = await HttpText.ReadBodyAsync(context, NodeLimits.RpcBodyBytesMax).ConfigureAwait(false);
        if (body is null)
        {
            await HttpText.RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, $"a request has at most {NodeLimits.RpcBodyBytesMax} bytes").ConfigureAwait(false);
            return;
        }
        int status = StatusCodes.Status200OK;
        var answer = new ArrayBufferWriter<byte>();
        try
        {
            using JsonDocument request = JsonDocument.Parse(body, Parsing);
            // Queries block on SQLite; another thread keeps the accept loop free.
            await Task.Run(() => Answer(request.RootElement, answer)).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The second is a string that is no Unicode text, such as half of a surrogate pair: it cannot be read, nor given back as an id.
            answer.ResetWrittenCount();
            status = StatusCodes.Status400BadRequest;
            WriteError(answer, default, RpcErrorCode.ParseError, "Parse error");
        }
        if (answer.WrittenCount == 0)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent; // notifications only
            return;
        }
        await HttpText.WriteAsync(context, status, "application/json", answer.WrittenMemory).ConfigureAwait(false);
    }

    private void Answer(JsonElement request, ArrayBufferWriter<byte> answer)
    {
        if (request.ValueKind != JsonValueKind.Array)
        {
            AnswerOne(request, answer);
            return;
        }
        int count = request.GetArrayLength();
        if (count is 0 or > NodeLimits.RpcBatchMax)
        {
            WriteError(answer, default, RpcErrorCode.InvalidRequest, $"Invalid Request: a batch has 1 to {NodeLimits.RpcBatchMax} requests");
            return;
        }
        var all = new ArrayBufferWriter<byte>();
        foreach (JsonElement one in request.EnumerateArray())
        {
            int before = all.WrittenCount;
            all.Write(before == 0 ? "["u8 : ","u8);
            int start = all.WrittenCount;
            AnswerOne(one, all);
            if (all.WrittenCount == start)
                all = Shortened(all, before);
        }
        if (all.WrittenCount == 0)
            return;
        answer.Write(all.WrittenSpan);
        answer.Write("]"u8);
    }

    private void AnswerOne(JsonElement request, ArrayBufferWriter<byte> answer)
    {
        JsonElement id = default;
        bool isObject = request.ValueKind == JsonValueKind.Object;
        bool hasId = isObject && request.TryGetProperty("id", out id);
        if (!isObject || !request.TryGetProperty("jsonrpc", out JsonElement version) || version.ValueKind != JsonValueKind.String || version.GetString() != "2.0"
            || !request.TryGetProperty("method", out JsonElement name) || name.ValueKind != JsonValueKind.String
            || (hasId && id.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Null)))
        {
            WriteError(answer, default, RpcErrorCode.InvalidRequest, "Invalid Request");
            return;
        }
        if (!hasId)
            return; // a notification: every method here only reads, so there is nothing to do

        Call(name.GetString()!, request.TryGetProperty("params", out JsonElement parameters) ? parameters : default, id, answer);
    }

    private void Call(string name, JsonElement parameters, JsonElement id, ArrayBufferWriter<byte> answer)
    {
        var result = new ArrayBufferWriter<byte>();
        try
        {
            if (!_methods.TryGetValue(name, out RpcMethod? method))
                throw new RpcRefusal(RpcErrorCode.MethodNotFound, "Method not found");
            using var writer = new Utf8JsonWriter(result);
            Begin(writer, id);
            writer.WritePropertyName("result");
            method.Run(new RpcParameters(parameters, method.Parameters), writer);
            writer.WriteEndObject();
        }
        catch (RpcRefusal refusal)
        {
            WriteError(answer, id, refusal.Code, refusal.Message);
            return;
        }
        catch (Exception fault)
        {
            // What went wrong inside is for the operator, not for the caller.
            NodeLog.RpcFailed(logger, fault, name);
            WriteError(answer, id, RpcErrorCode.InternalError, "Internal server error");
            return;
        }
        answer.Write(result.WrittenSpan);
    }

    private static void WriteError(ArrayBufferWriter<byte> answer, JsonElement id, int code, string message)
    {
        using var writer = new Utf8JsonWriter(answer);
        Begin(writer, id);
        writer.WriteStartObject("error");
        writer.WriteNumber("code", code);
        writer.WriteString("message", message);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter writer, JsonElement id)
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc", "2.0");
        writer.WritePropertyName("id");
        if (id.ValueKind == JsonValueKind.Undefined)
            writer.WriteNullValue();
        else
            id.WriteTo(writer);
    }

    private static ArrayBufferWriter<byte> Shortened(ArrayBufferWriter<byte> buffer, int length)
    {
        var shorter = new ArrayBufferWriter<byte>();
        shorter.Write(buffer.WrittenSpan[..length]);
        return shorter;
    }
}
