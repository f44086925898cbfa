using System.Net;
using ModelMarket.Content;
using ModelMarket.Content.Car;

namespace ModelMarket.Cli.Storage;

/// <summary>A file's blocks as the body of a request, a CAR written while it is sent: nothing is held but one block.</summary>
internal sealed class CarContent : HttpContent
{
    private readonly Cid _root;
    private readonly IBlockSource _source;

    /// <summary>Creates the body.</summary>
    /// <param name="root">The file.</param>
    /// <param name="source">Has all its blocks; one that is missing ends the request.</param>
    public CarContent(Cid root, IBlockSource source)
    {
        _root = root;
        _source = source;
        Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/vnd.ipld.car");
    }

    /// <summary>Writes the archive: the root first, each block once.</summary>
    /// <exception cref="CliFault">A block is missing.</exception>
    public static void Write(Cid root, IBlockSource source, Stream output)
    {
        var writer = new CarWriter(output, [root]);
        foreach (var cid in FileWalk.Reachable(root, source))
        {
            if (!source.TryGet(cid, out var block))
            {
                throw CliFault.Failed($"Block {cid} of {root} is not here.", $"Fetch it first: modelmarket content get {root}");
            }

            writer.Put(cid, block.Span);
        }
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.Run(() => Write(_root, _source, stream));

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
