using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Primitives;
using ModelMarket.Content;
using ModelMarket.Content.Car;

namespace ModelMarket.Cli.Storage;

/// <summary>
/// <c>content serve</c>: a trustless gateway (specs.ipfs.tech/http-gateways/trustless-gateway) over local blocks, on loopback. Answers
/// <c>/ipfs/{cid}</c> as a raw block or as a CAR of the whole file, nothing else. Requests under another host name are refused, so that a web
/// page cannot read the folder by rebinding a name to 127.0.0.1.
/// </summary>
internal sealed class ContentGateway : IAsyncDisposable
{
    private const string Prefix = "/ipfs/";
    private const string RawType = "application/vnd.ipld.raw";
    private const string CarType = "application/vnd.ipld.car";

    // The identity CID of no bytes, by which clients probe gateways (the specification asks for it).
    private const string ProbeCid = "bafkqaaa";

    private readonly WebApplication _web;
    private readonly IBlockSource _source;

    private ContentGateway(WebApplication web, IBlockSource source)
    {
        _web = web;
        _source = source;
    }

    private enum Format
    {
        None,
        Raw,
        Car,
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Starts to serve.</summary>
    /// <param name="source">The blocks.</param>
    /// <param name="port">A port on 127.0.0.1; 0 for a free one.</param>
    /// <param name="cancellation">Ends the start.</param>
    public static async Task<ContentGateway> StartAsync(IBlockSource source, int port, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var gateway = new ContentGateway(builder.Build(), source);
        gateway._web.Run(gateway.AnswerAsync);
        await gateway._web.StartAsync(cancellation);
        var addresses = gateway._web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        gateway.Address = new Uri(addresses.Addresses.First());
        return gateway;
    }

    /// <summary>Waits until it is stopped.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _web.WaitForShutdownAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Host.Host is not ("127.0.0.1" or "localhost" or "[::1]"))
        {
            return RefuseAsync(context, StatusCodes.Status403Forbidden, "This gateway answers to 127.0.0.1 and localhost.");
        }

        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            return RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "GET and HEAD are answered.");
        }

        var path = request.Path.Value ?? "";
        if (!path.StartsWith(Prefix, StringComparison.Ordinal) || path.AsSpan(Prefix.Length).Contains('/'))
        {
            return RefuseAsync(context, StatusCodes.Status404NotFound, "Only /ipfs/{cid} is served, without a path below it.");
        }

        return AnswerAsync(context, path[Prefix.Length..], FormatOf(request));
    }

    private Task AnswerAsync(HttpContext context, string text, Format format)
    {
        if (format == Format.None)
        {
            return RefuseAsync(context, StatusCodes.Status406NotAcceptable, $"Ask for ?format=raw or ?format=car (or Accept: {RawType}).");
        }

        if (text == ProbeCid && format == Format.Raw)
        {
            return BlockAsync(context, text, ReadOnlyMemory<byte>.Empty);
        }

        if (!Cid.TryParse(text, out var cid, out var fault))
        {
            return RefuseAsync(context, StatusCodes.Status400BadRequest, fault.Detail);
        }

        if (!_source.TryGet(cid, out var block))
        {
            return RefuseAsync(context, StatusCodes.Status404NotFound, $"Block {cid} is not here.");
        }

        return format == Format.Raw ? BlockAsync(context, text, block) : ArchiveAsync(context, text, cid, block);
    }

    private static async Task BlockAsync(HttpContext context, string text, ReadOnlyMemory<byte> block)
    {
        var response = context.Response;
        if (Describe(context, text, "raw", RawType, "bin"))
        {
            response.ContentLength = block.Length;
            if (HttpMethods.IsGet(context.Request.Method))
            {
                await response.Body.WriteAsync(block, context.RequestAborted);
            }
        }
    }

    /// <summary>The file's blocks. One that is missing on the way ends the connection, which the client takes for a broken answer.</summary>
    private async Task ArchiveAsync(HttpContext context, string text, Cid cid, ReadOnlyMemory<byte> block)
    {
        if (!Describe(context, text, "car", $"{CarType}; version=1; order=dfs; dups=n", "car") || HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        var body = context.Response.Body;
        Action write = context.Request.Query["dag-scope"] == "block"
            ? () => new CarWriter(body, [cid]).Put(cid, block.Span)
            : () => CarContent.Write(cid, _source, body);
        try
        {
            await Task.Run(write, context.RequestAborted);
        }
        catch (CliFault)
        {
            context.Abort();
        }
    }

    /// <summary>Sets the headers of a content that never changes.</summary>
    /// <returns>False when the client has it already (304).</returns>
    private static bool Describe(HttpContext context, string text, string format, string type, string extension)
    {
        var headers = context.Response.Headers;
        headers.ETag = $"\"{text}.{format}\"";
        headers.CacheControl = "public, max-age=29030400, immutable";
        headers["X-Ipfs-Path"] = Prefix + text;
        headers.XContentTypeOptions = "nosniff";
        headers.Vary = "Accept";
        if (context.Request.Headers.IfNoneMatch == headers.ETag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return false;
        }

        context.Response.ContentType = type;
        headers.ContentDisposition = $"attachment; filename=\"{text}.{extension}\"";
        return true;
    }

    /// <summary>The format by query, else by Accept.</summary>
    private static Format FormatOf(HttpRequest request)
    {
        var asked = request.Query["format"];
        return asked.Count > 0
            ? asked[0] switch { "raw" => Format.Raw, "car" => Format.Car, _ => Format.None }
            : Accepted(request.Headers.Accept);
    }

    private static Format Accepted(StringValues accept)
    {
        foreach (var type in accept.SelectMany(line => (line ?? "").Split(',')).Select(type => type.Split(';')[0].Trim()))
        {
            if (type is RawType or CarType)
            {
                return type == RawType ? Format.Raw : Format.Car;
            }
        }

        return Format.None;
    }

    private static Task RefuseAsync(HttpContext context, int status, string words)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(words + "\n", context.RequestAborted);
    }
}
