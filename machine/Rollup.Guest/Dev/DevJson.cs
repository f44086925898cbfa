using System.Buffers;
using System.Net;
using System.Text.Json;
using System.Text.Unicode;
using Rollup.Guest.Testing;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Guest.Dev;

/// <summary>The answers of the development host: an input's as the node's JSON-RPC names things, a question's exactly as the node's inspect writes it.</summary>
internal static class DevJson
{
    public static DevAnswer Of(AdvanceResult result) => Write(json =>
    {
        json.WriteNumber("index", result.Input.Index);
        json.WriteString("status", result.Error is RollupException ? "EXCEPTION" : result.IsAccepted ? "ACCEPTED" : "REJECTED");
        json.WriteStartArray("outputs");
        for (var i = 0; i < result.Outputs.Count; i++)
        {
            WriteOutput(json, result.FirstOutputIndex + (ulong)i, result.Outputs[i]);
        }

        json.WriteEndArray();
        WriteReports(json, result.Reports, withText: true);
        if (result.Error is { } error)
        {
            json.WriteString("error", $"{error.GetType().Name}: {error.Message}");
        }
    });

    public static DevAnswer OfInspect(string status, IReadOnlyList<byte[]> reports, int inputCount, string? exception = null) => Write(json =>
    {
        json.WriteString("status", status);
        if (exception is not null)
        {
            json.WriteString("exception", exception);
        }

        if (reports.Count > 0)
        {
            WriteReports(json, reports, withText: false);
        }
        else
        {
            json.WriteNull("reports"); // as the official node writes it
        }

        json.WriteNumber("processed_input_count", inputCount);
    });

    private static void WriteOutput(Utf8JsonWriter json, ulong index, Output output)
    {
        json.WriteStartObject();
        json.WriteNumber("index", index);
        json.WriteString("type", output.GetType().Name);
        switch (output)
        {
            case Voucher voucher:
                json.WriteString("destination", voucher.Destination.ToString());
                json.WriteString("value", voucher.Value.ToString());
                json.WriteString("payload", Hex.Encode(voucher.Payload.Span));
                break;
            case DelegateCallVoucher voucher:
                json.WriteString("destination", voucher.Destination.ToString());
                json.WriteString("payload", Hex.Encode(voucher.Payload.Span));
                break;
            case Notice notice:
                WritePayload(json, notice.Payload.Span, withText: true);
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteReports(Utf8JsonWriter json, IReadOnlyList<byte[]> reports, bool withText)
    {
        json.WriteStartArray("reports");
        foreach (var report in reports)
        {
            json.WriteStartObject();
            WritePayload(json, report, withText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // A person reads text; a program takes the payload.
    private static void WritePayload(Utf8JsonWriter json, ReadOnlySpan<byte> payload, bool withText)
    {
        json.WriteString("payload", Hex.Encode(payload));
        if (withText && payload.Length > 0 && Utf8.IsValid(payload) && payload.IndexOfAnyInRange((byte)0, (byte)31) < 0)
        {
            json.WriteString("text", payload);
        }
    }

    private static DevAnswer Write(Action<Utf8JsonWriter> body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            body(json);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return new DevAnswer(HttpStatusCode.OK, "application/json", buffer.WrittenSpan.ToArray());
    }
}
