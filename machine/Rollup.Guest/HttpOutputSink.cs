using System.Text.Json;
using Rollup.Guest.Http;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Guest;

/// <summary>Hands outputs to the rollup HTTP server at once. Calls block: one request is worked on at a time and there is nothing
/// else to do meanwhile.</summary>
internal sealed class HttpOutputSink(IRollupHttpApi api, CancellationToken cancellation) : IOutputSink
{
    public ulong Voucher(Address destination, UInt256 value, ReadOnlySpan<byte> payload)
    {
        RequireFits(payload.Length, RollupLimits.NoticePayloadBytesMax, "voucher");
        // All 64 digits: the server wants an even count.
        var request = new VoucherRequest(destination.ToString(), Hex.Encode(payload), value.ToHash32().ToString());
        return Wait(IndexAsync("/voucher", api.VoucherAsync(request, cancellation)));
    }

    public ulong Notice(ReadOnlySpan<byte> payload)
    {
        RequireFits(payload.Length, RollupLimits.NoticePayloadBytesMax, "notice");
        return Wait(IndexAsync("/notice", api.NoticeAsync(new PayloadRequest(Hex.Encode(payload)), cancellation)));
    }

    public ulong DelegateCallVoucher(Address destination, ReadOnlySpan<byte> payload)
    {
        RequireFits(payload.Length, RollupLimits.NoticePayloadBytesMax, "delegate-call voucher");
        var request = new DelegateCallVoucherRequest(destination.ToString(), Hex.Encode(payload));
        return Wait(IndexAsync("/delegate-call-voucher", api.DelegateCallVoucherAsync(request, cancellation)));
    }

    public void Report(ReadOnlySpan<byte> payload)
    {
        RequireFits(payload.Length, RollupLimits.BufferBytesMax, "report");
        Wait(DoneAsync("/report", api.ReportAsync(new PayloadRequest(Hex.Encode(payload)), cancellation)));
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

    private static void RequireFits(int sizeBytes, int sizeBytesMax, string what)
    {
        if (sizeBytes > sizeBytesMax)
        {
            throw new ArgumentException($"A {what} of {sizeBytes} bytes does not fit the machine's buffer; at most {sizeBytesMax} do.");
        }
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

    private async Task<bool> DoneAsync(string path, Task<HttpResponseMessage> call)
    {
        using var response = await call.ConfigureAwait(false);
        await EnsureSuccessAsync(path, response, cancellation).ConfigureAwait(false);
        return true;
    }
}
