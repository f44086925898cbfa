namespace Rollup.Ethereum.Host;

/// <summary>HTTP that ends in words where OpenSSL is missing: there <c>http://</c> works and <c>https://</c> is refused before it is tried.</summary>
public static class HostHttp
{
    /// <summary>The handler itself where OpenSSL is there.</summary>
    /// <param name="handler">How requests are sent.</param>
    public static HttpMessageHandler Of(SocketsHttpHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (!OpenSsl.IsMissing)
            return handler;

        // One could lead to https unseen.
        handler.AllowAutoRedirect = false;
        return new PlainOnly(handler);
    }

    private sealed class PlainOnly(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri?.Scheme == Uri.UriSchemeHttps ? throw new OpenSslMissingException() : base.SendAsync(request, cancellationToken);
    }
}
