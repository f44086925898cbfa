using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Rollup.Node.Gio;
using Rollup.Node.GuestHost;
using Rollup.Node.Lanes;
using Rollup.Node.Logs;
using Rollup.Node.Rpc;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.Http;

/// <summary>Questions over <c>POST /inspect/{nameOrAddress}</c>: the raw body is the payload.</summary>
internal sealed class InspectEndpoint(LaneDirectory lanes, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _places = new(NodeLimits.ConcurrentInspects);
    private int _waiting;

    public async Task HandleAsync(HttpContext context, string nameOrAddress)
    {
        if (lanes.Find(nameOrAddress) is not { } lane)
        {
            await HttpText.RefuseAsync(context, StatusCodes.Status404NotFound, "Application not found").ConfigureAwait(false);
            return;
        }
        byte[]? payload = await HttpText.ReadBodyAsync(context, RollupLimits.BufferBytesMax).ConfigureAwait(false);
        if (payload is null)
        {
            await HttpText.RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, $"a payload has at most {RollupLimits.BufferBytesMax} bytes").ConfigureAwait(false);
            return;
        }
        if (Interlocked.Increment(ref _waiting) > NodeLimits.WaitingInspects)
        {
            Interlocked.Decrement(ref _waiting);
            await BusyAsync(context, "too many questions wait").ConfigureAwait(false);
            return;
        }
        try
        {
            await InTurnAsync(context, lane, payload).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task InTurnAsync(HttpContext context, ApplicationLane lane, byte[] payload)
    {
        long started = Stopwatch.GetTimestamp();
        await _places.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        try
        {
            if (lane.Fault is { } fault)
                await BusyAsync(context, $"the application cannot be run: {fault}").ConfigureAwait(false);
            else
                await AskAsync(context, lane, payload).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
            NodeMetrics.Inspect.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds, new KeyValuePair<string, object?>("application", lane.Name));
        }
    }

    private async Task AskAsync(HttpContext context, ApplicationLane lane, byte[] payload)
    {
        try
        {
            if (await lane.InspectAsync(payload, context.RequestAborted).ConfigureAwait(false) is not var (result, processed))
            {
                await BusyAsync(context, "the application is being started, or goes back to a state that L1 still has").ConfigureAwait(false);
                return;
            }

            byte[] body = JsonSerializer.SerializeToUtf8Bytes(Answer(result, processed), RpcJson.Default.InspectView);
            await HttpText.WriteAsync(context, StatusCodes.Status200OK, "application/json", body).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            await BusyAsync(context, "the application is being started again").ConfigureAwait(false);
        }
        catch (GuestFailedException fault)
        {
            NodeLog.InspectFailed(logger, lane.Name, fault.Message);
            await HttpText.RefuseAsync(context, StatusCodes.Status500InternalServerError, "the application could not be asked").ConfigureAwait(false);
        }
        catch (GioUnavailableException missing)
        {
            NodeLog.InspectFailed(logger, lane.Name, missing.Message);
            await BusyAsync(context, "the application needs data that is not to be had now").ConfigureAwait(false);
        }
    }

    private static InspectView Answer(GuestResult result, ulong processed)
    {
        string status = result.Status switch
        {
            GuestStatus.Accepted => "Accepted",
            GuestStatus.Rejected => "Rejected",
            _ => "Exception",
        };
        return new InspectView
        {
            Status = status,
            Exception = status == "Exception" ? $"Error on the machine while inspecting: {Words(result)}" : null,
            Reports = result.Reports.Count == 0 ? null : [.. result.Reports.Select(report => new InspectReportView(report))],
            ProcessedInputCount = processed,
        };
    }

    private static string Words(GuestResult result) =>
        result.Status == GuestStatus.Exception ? Encoding.UTF8.GetString(result.ExceptionPayload) : result.Status.ToString();

    private static Task BusyAsync(HttpContext context, string reason)
    {
        context.Response.Headers.RetryAfter = "1";
        return HttpText.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, reason);
    }
}
