using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rollup.Guest;
using Rollup.Guest.Http;
using Rollup.Node.Gio;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.GuestHost;

/// <summary>The rollup HTTP server for one life of one guest, on a free loopback port: the endpoints, shapes and status codes of
/// machine-guest-tools' <c>rollup-http-server</c>. One request is worked on at a time.</summary>
internal sealed class GuestServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly GuestDesk _desk = new();
    private readonly GioEndpoint _gio;

    private GuestServer(WebApplication web, IReadOnlyList<IGioDomain> gio)
    {
        _web = web;
        _gio = new GioEndpoint(gio, _desk);
    }

    /// <summary>Base address to hand to the guest.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Completes when the guest has asked for its first request.</summary>
    public Task Ready => _desk.Ready;

    /// <summary>Whether the guest offers to save and load its state.</summary>
    public bool OffersSnapshots { get; private set; }

    /// <summary>Starts to listen on 127.0.0.1, with these kinds of generic I/O.</summary>
    public static async Task<GuestServer> StartAsync(IReadOnlyList<IGioDomain> gio, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = RollupLimits.HttpBodyBytesMax;
            kestrel.Limits.MinRequestBodyDataRate = null; // a guest under an emulator may be slow
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        var server = new GuestServer(builder.Build(), gio);
        server._web.Run(server.HandleAsync);
        await server._web.StartAsync(cancellation).ConfigureAwait(false);
        var addresses = server._web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        server.Address = new Uri(addresses.Addresses.First());
        return server;
    }

    /// <summary>Hands a request to the guest; it is picked up by the guest's waiting <c>/finish</c>.</summary>
    public void Hand(GuestExchange exchange) => _desk.Put(exchange);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _desk.Close();
        await _web.DisposeAsync().ConfigureAwait(false);
    }

    private Task HandleAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            return RefuseAsync(context, StatusCodes.Status404NotFound, "only POST is served");
        }

        return context.Request.Path.Value switch
        {
            "/finish" => WithBodyAsync(context, RollupJsonContext.Default.FinishRequest, FinishAsync),
            "/voucher" => WithBodyAsync(context, RollupJsonContext.Default.VoucherRequest, VoucherAsync),
            "/delegate-call-voucher" => WithBodyAsync(context, RollupJsonContext.Default.DelegateCallVoucherRequest, DelegateCallVoucherAsync),
            "/notice" => WithBodyAsync(context, RollupJsonContext.Default.PayloadRequest, NoticeAsync),
            "/report" => WithBodyAsync(context, RollupJsonContext.Default.PayloadRequest, ReportAsync),
            "/exception" => WithBodyAsync(context, RollupJsonContext.Default.PayloadRequest, ExceptionAsync),
            "/gio" => WithBodyAsync(context, GioJson.Default.GioRequest, _gio.HandleAsync),
            _ => RefuseAsync(context, StatusCodes.Status404NotFound, "no such endpoint"),
        };
    }

    private async Task FinishAsync(HttpContext context, FinishRequest request)
    {
        if (request.Status is not (FinishRequest.Accept or FinishRequest.Reject))
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "status must be 'accept' or 'reject'").ConfigureAwait(false);
            return;
        }

        OffersSnapshots |= context.Request.Headers[StateFiles.Header] == StateFiles.Version;
        var next = _desk.Finish(request.Status == FinishRequest.Accept, context.RequestAborted);
        if (next is null)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "another finish is waiting already").ConfigureAwait(false);
            return;
        }

        var exchange = await next.ConfigureAwait(false);
        await AnswerAsync(context, StatusCodes.Status200OK, exchange.Request, RollupJsonContext.Default.RollupRequest).ConfigureAwait(false);
    }

    private Task VoucherAsync(HttpContext context, VoucherRequest request)
    {
        var ok = RollupWire.TryVoucher(request, out var voucher, out var reason);
        return ok ? OutputAsync(context, voucher!) : RefuseAsync(context, StatusCodes.Status400BadRequest, reason);
    }

    private Task DelegateCallVoucherAsync(HttpContext context, DelegateCallVoucherRequest request)
    {
        var ok = RollupWire.TryDelegateCallVoucher(request, out var voucher, out var reason);
        return ok ? OutputAsync(context, voucher!) : RefuseAsync(context, StatusCodes.Status400BadRequest, reason);
    }

    private Task NoticeAsync(HttpContext context, PayloadRequest request)
    {
        var ok = RollupWire.TryNotice(request, out var notice, out var reason);
        return ok ? OutputAsync(context, notice!) : RefuseAsync(context, StatusCodes.Status400BadRequest, reason);
    }

    private Task OutputAsync(HttpContext context, Output output)
    {
        if (!_desk.TryWorkedOn(out var exchange))
        {
            return RefuseAsync(context, StatusCodes.Status400BadRequest, "no request is being worked on");
        }

        return exchange.TryAddOutput(output, out var index)
            ? AnswerAsync(context, StatusCodes.Status201Created, new IndexResponse(index), RollupJsonContext.Default.IndexResponse)
            : RefuseAsync(context, StatusCodes.Status400BadRequest, "too many outputs for one input");
    }

    private Task ReportAsync(HttpContext context, PayloadRequest request) =>
        PayloadAsync(context, request, static (exchange, payload) => exchange.AddReport(payload));

    private Task ExceptionAsync(HttpContext context, PayloadRequest request) =>
        PayloadAsync(context, request, static (exchange, payload) => exchange.Throw(payload));

    private Task PayloadAsync(HttpContext context, PayloadRequest request, Action<GuestExchange, byte[]> take)
    {
        if (!RollupWire.TryPayload(request.Payload, RollupLimits.BufferBytesMax, out var payload, out var reason))
        {
            return RefuseAsync(context, StatusCodes.Status400BadRequest, reason);
        }

        if (!_desk.TryWorkedOn(out var exchange))
        {
            return RefuseAsync(context, StatusCodes.Status400BadRequest, "no request is being worked on");
        }

        take(exchange, payload);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    }

    private static async Task WithBodyAsync<T>(HttpContext context, JsonTypeInfo<T> type, Func<HttpContext, T, Task> handle)
        where T : class
    {
        T? request;
        try
        {
            request = await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted).ConfigureAwait(false);
        }
        catch (JsonException error)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, $"Json deserialize error: {error.Message}").ConfigureAwait(false);
            return;
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException error)
        {
            await RefuseAsync(context, error.StatusCode, error.Message).ConfigureAwait(false);
            return;
        }

        await (request is null
            ? RefuseAsync(context, StatusCodes.Status400BadRequest, "Json deserialize error: null")
            : handle(context, request)).ConfigureAwait(false);
    }

    private static Task AnswerAsync<T>(HttpContext context, int status, T value, JsonTypeInfo<T> type) =>
        WriteAsync(context, status, "application/json", JsonSerializer.SerializeToUtf8Bytes(value, type));

    internal static Task RefuseAsync(HttpContext context, int status, string reason) =>
        WriteAsync(context, status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(reason));

    internal static async Task WriteAsync(HttpContext context, int status, string contentType, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }
}
