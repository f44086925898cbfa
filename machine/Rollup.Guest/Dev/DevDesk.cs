using System.Collections.Specialized;
using System.Net;
using System.Text;
using Rollup.Guest.Testing;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Guest.Dev;

/// <summary>Takes the requests of the development host to the tester, one at a time.</summary>
internal sealed class DevDesk(RollupTester rollup)
{
    // anvil's first account, which `cartesi send` uses too.
    private const string DefaultSender = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

    private readonly Lock _turn = new();

    public async Task<DevAnswer> AnswerAsync(string path, NameValueCollection query, Stream body, long lengthBytes)
    {
        var sizeBytesMax = path.StartsWith("/inspect/", StringComparison.Ordinal) ? RollupLimits.BufferBytesMax : 2 + (2 * RollupLimits.PayloadBytesMax);
        if (await ReadAsync(body, lengthBytes, sizeBytesMax).ConfigureAwait(false) is not { } payload)
        {
            return Refuse(HttpStatusCode.RequestEntityTooLarge, $"At most {sizeBytesMax} bytes are taken.");
        }

        lock (_turn)
        {
            return path.Split('/') switch
            {
                ["", "input"] => Advance(query, Bytes(payload)),
                ["", "deposit", var kind] => Deposit(kind, query, Bytes(payload)),
                ["", "inspect", not ""] => Inspect(payload),
                _ => Refuse(HttpStatusCode.NotFound, "There is /input, /deposit/{ether,erc20,erc721,erc1155} and /inspect/{application}."),
            };
        }
    }

    private DevAnswer Advance(NameValueCollection query, byte[] payload)
    {
        if (!Address.TryParse(query["sender"] ?? DefaultSender, out var sender))
        {
            return Refuse(HttpStatusCode.BadRequest, "sender is no address.");
        }

        return payload.Length > RollupLimits.PayloadBytesMax
            ? Refuse(HttpStatusCode.RequestEntityTooLarge, $"An input has at most {RollupLimits.PayloadBytesMax} bytes.")
            : DevJson.Of(Now().Send(sender, payload));
    }

    private DevAnswer Deposit(string kind, NameValueCollection query, byte[] execLayerData) =>
        DepositQuery.TryRead(kind, query, DefaultSender, execLayerData, out var deposit, out var problem)
            ? DevJson.Of(Now().Deposit(deposit))
            : Refuse(HttpStatusCode.BadRequest, problem);

    private DevAnswer Inspect(byte[] question)
    {
        try
        {
            return DevJson.OfInspect("Accepted", rollup.Inspect(question), rollup.History.Count);
        }
        catch (Exception error)
        {
            return DevJson.OfInspect(error is RollupException ? "Exception" : "Rejected", [], rollup.History.Count, $"{error.Message}");
        }
    }

    private RollupTester Now()
    {
        var now = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return rollup.At(Math.Max(now, rollup.BlockTimestamp));
    }

    // As `cartesi send` takes it: 0x… are bytes, anything else is what it is.
    private static byte[] Bytes(byte[] body) => Hex.TryDecode(Encoding.Latin1.GetString(body).AsSpan().TrimEnd(), out var bytes) ? bytes : body;

    private static DevAnswer Refuse(HttpStatusCode status, string reason) => new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(reason + "\n"));

    private static async Task<byte[]?> ReadAsync(Stream body, long lengthBytes, int sizeBytesMax)
    {
        if (lengthBytes > sizeBytesMax)
        {
            return null;
        }

        using var read = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int count; (count = await body.ReadAsync(buffer).ConfigureAwait(false)) > 0;)
        {
            if (read.Length + count > sizeBytesMax)
            {
                return null;
            }

            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }
}
