using System.Text.Json;
using Rollup.Guest.Http;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Guest;

/// <summary>Hands outputs to the rollup HTTP server at once. Calls block: one request is worked on at a time and there is nothing
/// else to do meanwhile.</summary>
internal sealed class HttpOutputSink(IRollupHttpApi api, CancellationToken cancellation) : IOutputSink, IGenericIo
{
    public ulong Voucher(Address destination, UInt256 value, ReadOnlySpan<byte> payload)
    {
        BufferLimits.RequireFits(payload.Length, RollupLimits.NoticePayloadBytesMax, "voucher");
        // All 64 digits: the server wants an even count.
        var request = new VoucherRequest(destination.ToString(), Hex.Encode(payload), value.ToHash32().ToString());
        return Wait(IndexAsync("/voucher", api.VoucherAsync(request, cancellation)));
    }

    public ulong Notice(ReadOnlySpan<byte> payload)
    {
        BufferLimits.RequireFits(payload.Length, RollupLimits.NoticePayloadBytesMax, "notice");
        return Wait(IndexAsync("/notice", api.NoticeAsync(new PayloadRequest(Hex.Encode(payload)), cancellation)));
    }

    public ulong DelegateCallVoucher(Address destination, ReadOnlySpan<byte> payload)
    {
        BufferLimits.RequireFits(payload.Length, RollupLimits.NoticePayloadBytesMax, "delegate-call voucher");
        var request = new DelegateCallVoucherRequest(destination.ToString(), Hex.Encode(payload));
        return Wait(IndexAsync("/delegate-call-voucher", api.DelegateCallVoucherAsync(request, cancellation)));
    }

    public void Report(ReadOnlySpan<byte> payload)
    {
        BufferLimits.RequireFits(payload.Length, RollupLimits.BufferBytesMax, "report");
        Wait(DoneAsync("/report", api.ReportAsync(new PayloadRequest(Hex.Encode(payload)), cancellation)));
    }

    public GenericIoResponse Request(ushort domain, ReadOnlySpan<byte> id)
    {
        BufferLimits.RequireFits(id.Length, RollupLimits.BufferBytesMax, "generic request");
        return Wait(GioAsync(api.GioAsync(new GioRequest(domain, Hex.Encode(id)), cancellation)));
    }

    /// <summary>Tells the server of a rollup exception. Inside a machine the call does not come back.</summary>
    public void Raise(ReadOnlyMemory<byte> payload)
    {
        var fitting = payload[..Math.Min(payload.Length, RollupLimits.BufferBytesMax)];
        Wait(DoneAsync("/exception", api.ExceptionAsync(new PayloadRequest(Hex.Encode(fitting.Span)), cancellation)));
    }

    /// <summary>Any 2xx is success: documents and servers differ between 200, 201 and 202.</summary>
    internal static async Task EnsureSuccessAsync(string path, HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var text = await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        text = text.Length > GuestLimits.ErrorTextMax ? text[..GuestLimits.ErrorTextMax] : text;
        throw new RollupServerException($"POST {path} was refused with status {(int)response.StatusCode}: {text}");
    }

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private async Task<ulong> IndexAsync(string path, Task<HttpResponseMessage> call)
    {
        using var response = await call.ConfigureAwait(false);
        await EnsureSuccessAsync(path, response, cancellation).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        return JsonSerializer.Deserialize(body, RollupJsonContext.Default.IndexResponse)?.Index
            ?? throw new RollupServerException($"POST {path} answered null instead of an index.");
    }

    private async Task<GenericIoResponse> GioAsync(Task<HttpResponseMessage> call)
    {
        using var response = await call.ConfigureAwait(false);
        await EnsureSuccessAsync("/gio", response, cancellation).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        return JsonSerializer.Deserialize(body, RollupJsonContext.Default.GioResponse) is { } answer && Hex.TryDecode(answer.Response, out var data)
            ? new GenericIoResponse(answer.ResponseCode, data)
            : throw new RollupServerException("POST /gio answered something that is no response.");
    }

    private async Task<bool> DoneAsync(string path, Task<HttpResponseMessage> call)
    {
        using var response = await call.ConfigureAwait(false);
        await EnsureSuccessAsync(path, response, cancellation).ConfigureAwait(false);
        return true;
    }
}
