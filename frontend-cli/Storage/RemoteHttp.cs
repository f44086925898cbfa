using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Rollup.Ethereum.Host;

namespace ModelMarket.Cli.Storage;

/// <summary>HTTP towards sources that are not trusted: no cookies, few redirects, bounded bodies, one kind of fault.</summary>
internal static class RemoteHttp
{
    /// <summary>A client for one source. Time limits are per request, by cancellation.</summary>
    public static HttpClient Client(Uri address)
    {
        var handler = new SocketsHttpHandler
        {
            UseCookies = false,
            MaxAutomaticRedirections = StorageLimits.RedirectsMax,
            ConnectTimeout = StorageLimits.BlockTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        return new HttpClient(HostHttp.Of(handler)) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sends a request and turns whatever goes wrong on the way into a <see cref="RemoteFault"/>.</summary>
    public static async Task<T> AskAsync<T>(Func<Task<T>> request)
    {
        try
        {
            return await request();
        }
        catch (HttpRequestException fault)
        {
            throw new RemoteFault($"cannot be reached: {fault.Message}", fault);
        }
        catch (OpenSslMissingException fault)
        {
            throw new RemoteFault($"cannot be reached: {fault.Message}", fault);
        }
        catch (Refit.ApiException fault)
        {
            throw new RemoteFault($"answered {(int)fault.StatusCode}", fault);
        }
        catch (Refit.ApiRequestException fault)
        {
            throw new RemoteFault($"cannot be reached: {fault.InnerException?.Message ?? fault.Message}", fault);
        }
        catch (IOException fault)
        {
            throw new RemoteFault($"broke off: {fault.Message}", fault);
        }
    }

    /// <summary>Reads a body of at most <paramref name="bytesMax"/> bytes.</summary>
    public static async Task<byte[]> BodyAsync(HttpResponseMessage response, int bytesMax, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentLength > bytesMax)
        {
            throw new RemoteFault($"announced {response.Content.Headers.ContentLength} bytes, at most {bytesMax} are read");
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[Math.Min(bytesMax + 1, (int)(response.Content.Headers.ContentLength ?? 65_536) + 1)];
        for (var read = 0; ;)
        {
            var got = await body.ReadAsync(buffer.AsMemory(read), cancellation);
            read += got;
            if (read > bytesMax)
            {
                throw new RemoteFault($"sent more than {bytesMax} bytes");
            }

            if (got == 0)
            {
                return buffer[..read];
            }

            if (read == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(bytesMax + 1, buffer.Length * 2));
            }
        }
    }

    /// <summary>Reads a JSON body; a refusal becomes a fault with the first words of what the service said.</summary>
    public static async Task<T> JsonAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        var body = await BodyAsync(response, StorageLimits.JsonBytesMax, cancellation);
        Require(response, body);
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new RemoteFault("answered null");
        }
        catch (JsonException fault)
        {
            throw new RemoteFault("answered something that is not its protocol", fault);
        }
    }

    /// <summary>Throws unless the answer is a success.</summary>
    public static void Require(HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new RemoteFault($"answered {(int)response.StatusCode} {response.ReasonPhrase}: {Words(body)}", response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
        }
    }

    /// <summary>Whether a status says that the source does not have what was asked for.</summary>
    public static bool IsAbsent(HttpStatusCode status) => status is HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.PreconditionFailed;

    /// <summary>Printable characters of an answer, a line at most.</summary>
    private static string Words(ReadOnlySpan<byte> body)
    {
        var text = System.Text.Encoding.UTF8.GetString(body[..Math.Min(body.Length, 200)]);
        return new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
    }
}
