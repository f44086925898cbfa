using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Rollup.Node.Gio;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.GuestHost;

/// <summary><c>POST /gio</c>: hands a guest's request to the domain it names, while an input or a question is worked on.</summary>
internal sealed class GioEndpoint(IReadOnlyList<IGioDomain> domains, GuestDesk desk)
{
    // Below are the reasons of the machine's own manual yields.
    private const ushort DomainMin = 16;

    public async Task HandleAsync(HttpContext context, GioRequest request)
    {
        if (Refusal(request, out byte[] id, out IGioDomain? domain) is { } reason)
        {
            await GuestServer.RefuseAsync(context, StatusCodes.Status400BadRequest, reason).ConfigureAwait(false);
            return;
        }
        if (!desk.TryWorkedOn(out GuestExchange? exchange))
        {
            await GuestServer.RefuseAsync(context, StatusCodes.Status400BadRequest, "no request is being worked on").ConfigureAwait(false);
            return;
        }

        try
        {
            GioResponse response = await domain!.AnswerAsync(id, context.RequestAborted).ConfigureAwait(false);
            NodeMetrics.Gio.Add(1, new("domain", domain.Number), new("code", response.Code));
            byte[] body = JsonSerializer.SerializeToUtf8Bytes(new GioAnswer(response.Code, Hex.Encode(response.Data)), GioJson.Default.GioAnswer);
            // The guest tools send the text as it is, without the content type of JSON.
            await GuestServer.WriteAsync(context, StatusCodes.Status202Accepted, "text/plain; charset=utf-8", body).ConfigureAwait(false);
        }
        catch (GioUnavailableException missing)
        {
            // The guest must never see this: what it would do then is not what it does in a replay.
            exchange.Fail(missing);
            context.Abort();
        }
    }

    private string? Refusal(GioRequest request, out byte[] id, out IGioDomain? domain)
    {
        domain = domains.FirstOrDefault(candidate => candidate.Number == request.Domain);
        if (!RollupWire.TryPayload(request.Id, RollupLimits.BufferBytesMax, out id, out string reason))
            return reason;
        if (request.Domain < DomainMin)
            return $"a domain is at least {DomainMin}";

        return domain is null ? $"this host does not serve the domain {request.Domain}" : null;
    }
}
