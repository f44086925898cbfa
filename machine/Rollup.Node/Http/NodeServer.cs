using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Rollup.Node.Http;

/// <summary>The node's one listener: <c>/rpc</c>, <c>/inspect/{app}</c>, <c>/livez</c>, <c>/readyz</c> and <c>/metrics</c>.</summary>
internal sealed class NodeServer : IAsyncDisposable
{
    private const string InspectPrefix = "/inspect/";
    private const string MetricsPath = "/metrics";
    private readonly WebApplication _web;
    private readonly MeterProvider _metrics;
    private readonly RpcEndpoint _rpc;
    private readonly InspectEndpoint _inspect;
    private readonly LaneDirectory _lanes;

    private NodeServer(WebApplication web, MeterProvider metrics, RpcEndpoint rpc, InspectEndpoint inspect, LaneDirectory lanes)
    {
        _web = web;
        _metrics = metrics;
        _rpc = rpc;
        _inspect = inspect;
        _lanes = lanes;
    }

    public Uri Url { get; private set; } = new("http://127.0.0.1");

    public static async Task<NodeServer> StartAsync(
        IPAddress listen, int port, RpcEndpoint rpc, InspectEndpoint inspect, LaneDirectory lanes, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = NodeLimits.HeadersTimeout;
            kestrel.Listen(listen, port);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        MeterProvider metrics = Sdk.CreateMeterProviderBuilder().AddMeter(NodeMetrics.MeterName).AddPrometheusExporter().Build();
        var server = new NodeServer(builder.Build(), metrics, rpc, inspect, lanes);
        server._web.UseOpenTelemetryPrometheusScrapingEndpoint(metrics, null, MetricsPath, null, null);
        server._web.Run(server.HandleAsync);
        await server._web.StartAsync(cancellationToken).ConfigureAwait(false);
        server.Url = new Uri(server._web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync().ConfigureAwait(false);
        _metrics.Dispose();
        _inspect.Dispose();
    }

    private Task HandleAsync(HttpContext context)
    {
        // Browsers may ask from any page: nothing here is secret and nothing writes.
        context.Response.Headers.AccessControlAllowOrigin = "*";
        string path = context.Request.Path.Value ?? "";
        if (path == "/rpc")
            return PostAsync(context, _rpc.HandleAsync);
        if (path.StartsWith(InspectPrefix, StringComparison.Ordinal) && path.IndexOf('/', InspectPrefix.Length) < 0)
            return PostAsync(context, c => _inspect.HandleAsync(c, path[InspectPrefix.Length..]));

        return path switch
        {
            "/livez" => HttpText.RefuseAsync(context, StatusCodes.Status200OK, "ok"),
            "/readyz" when _lanes.All.FirstOrDefault(lane => lane.Fault is not null || !lane.IsReady) is { } lane =>
                HttpText.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, $"{lane.Name}: {lane.Fault ?? "catching up"}"),
            "/readyz" => HttpText.RefuseAsync(context, StatusCodes.Status200OK, "ok"),
            _ => HttpText.RefuseAsync(context, StatusCodes.Status404NotFound, "not found; this node serves /rpc, /inspect/{application}, /livez, /readyz and /metrics"),
        };
    }

    private static Task PostAsync(HttpContext context, Func<HttpContext, Task> handle)
    {
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            context.Response.Headers.AccessControlAllowMethods = "POST";
            context.Response.Headers.AccessControlAllowHeaders = "*";
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }
        if (HttpMethods.IsPost(context.Request.Method))
            return handle(context);

        context.Response.Headers.Allow = "POST";
        return HttpText.RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "only POST is served");
    }
}
