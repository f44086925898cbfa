using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Refit;
using Rollup.Guest.Http;
using Rollup.Primitives;

namespace Rollup.Guest;

/// <summary>Asks the rollup HTTP server for requests and lets an application answer them, until cancelled.</summary>
public static class RollupLoop
{
    /// <summary>Environment variable with the server's address, set by the machine image or the node.</summary>
    public const string ServerVariable = "ROLLUP_HTTP_SERVER_URL";

    /// <summary>Start-up argument by which a program is told to offer its state to a host that saves it (not inside a machine).</summary>
    public const string SnapshotArgument = "--snapshots";

    /// <summary>Runs <paramref name="application"/> against the server. Waits at start until the server listens.</summary>
    /// <param name="application">Answers inputs and questions. A <see cref="RollupException"/> of its own ends the request as one, any other exception rejects it.</param>
    /// <param name="server">Base address, e.g. <c>http://127.0.0.1:5004</c>.</param>
    /// <param name="cancellation">Ends the loop.</param>
    /// <param name="offersSnapshots">Offers the host to save and load the state; the application must be an <see cref="IPersistentApplication"/> then.</param>
    /// <exception cref="HttpRequestException">The server cannot be reached, or went away.</exception>
    /// <exception cref="RollupServerException">The server does not speak the protocol.</exception>
    /// <exception cref="OperationCanceledException">The loop was cancelled; it has no other regular end.</exception>
    public static async Task RunAsync(IRollupApplication application, Uri server, CancellationToken cancellation, bool offersSnapshots = false)
    {
        if (offersSnapshots && application is not IPersistentApplication)
            throw new ArgumentException($"{application.GetType().Name} cannot be saved: it is no {nameof(IPersistentApplication)}", nameof(offersSnapshots));

        // A direct connection without pooling limits or proxies: the server is on this machine and may be silent for days.
        using var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
        if (offersSnapshots)
            http.DefaultRequestHeaders.Add(StateFiles.Header, StateFiles.Version);
        var api = RestService.ForGenerated<IRollupHttpApi>(http, RollupJsonContext.Default);
        var sink = new HttpOutputSink(api, cancellation);

        try
        {
            var request = await FirstRequestAsync(api, cancellation).ConfigureAwait(false);
            while (true)
            {
                var status = Answer(application, request, sink);
                request = await FinishAsync(api, status, cancellation).ConfigureAwait(false);
            }
        }
        catch (ApiRequestException unreachable) when (unreachable.InnerException is HttpRequestException lost)
        {
            ExceptionDispatchInfo.Throw(lost); // Refit's wrapper says no more
        }
    }

    private static async Task<RollupRequest> FirstRequestAsync(IRollupHttpApi api, CancellationToken cancellation)
    {
        for (var waited = 0; ; waited += GuestLimits.ServerRetryMilliseconds)
        {
            try
            {
                return await FinishAsync(api, FinishRequest.Accept, cancellation).ConfigureAwait(false);
            }
            catch (Exception error) when (IsNotListeningYet(error) && waited < GuestLimits.ServerWaitMilliseconds)
            {
                await Task.Delay(GuestLimits.ServerRetryMilliseconds, cancellation).ConfigureAwait(false);
            }
        }
    }

    private static bool IsNotListeningYet(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<RollupRequest> FinishAsync(IRollupHttpApi api, string status, CancellationToken cancellation)
    {
        while (true)
        {
            using var response = await api.FinishAsync(new FinishRequest(status), cancellation).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.Accepted)
            {
                continue; // a host-mode node was idle for a while: same answer, ask again
            }

            await HttpOutputSink.EnsureSuccessAsync("/finish", response, cancellation).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
            return Parse(body) ?? throw new RollupServerException("POST /finish answered null instead of a request.");
        }
    }

    private static RollupRequest? Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, RollupJsonContext.Default.RollupRequest);
        }
        catch (JsonException error)
        {
            throw new RollupServerException($"POST /finish answered what is no request: {error.Message}");
        }
    }

    private static string Answer(IRollupApplication application, RollupRequest request, HttpOutputSink sink)
    {
        if (!Hex.TryDecode(request.Data.Payload, out var payload))
        {
            throw new RollupServerException("POST /finish answered a payload that is not hexadecimal.");
        }

        switch (request.RequestType)
        {
            case RollupRequest.AdvanceState when request.Data.Metadata is { } wire && wire.TryToMetadata(out var metadata):
                return Guarded(() => application.Advance(metadata, payload, sink), sink);
            case RollupRequest.InspectState:
                return Guarded(() =>
                {
                    application.Inspect(payload, sink);
                    return AdvanceStatus.Accept;
                }, sink);
            case RollupRequest.SaveState or RollupRequest.LoadState:
                return Guarded(() => StateFiles.Answer(application, request.RequestType, payload, sink), sink);
            default:
                throw new RollupServerException($"POST /finish answered a request that is not understood: {request.RequestType}.");
        }
    }

    private static string Guarded(Func<AdvanceStatus> work, HttpOutputSink sink) =>
        RequestGuard.Run(work, sink.Raise) == AdvanceStatus.Accept ? FinishRequest.Accept : FinishRequest.Reject;
}
