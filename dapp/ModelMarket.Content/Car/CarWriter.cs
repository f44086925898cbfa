using ModelMarket.Content.Encodings;

namespace ModelMarket.Content.Car;

/// <summary>Writes a CAR v1 file to a stream: the header at once, then each block as it comes. As a sink it writes every block once.</summary>
public sealed class CarWriter : IBlockSink
{
    private readonly Stream _output;
    private readonly SortedSet<Cid> _written = [];

    /// <summary>Writes the header.</summary>
    /// <param name="output">Takes the bytes; not closed here.</param>
    /// <param name="roots">At most <see cref="ContentLimits.CarRootsMax"/> roots.</param>
    public CarWriter(Stream output, IReadOnlyList<Cid> roots)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(roots.Count, ContentLimits.CarRootsMax);
        _output = output;
        var header = new CarHeader(roots).Encode();
        WriteLength((ulong)header.Length);
        _output.Write(header);
    }

    /// <inheritdoc/>
    public void Put(in Cid cid, ReadOnlySpan<byte> data)
    {
        if (!_written.Add(cid))
        {
            return;
        }

        WriteLength((ulong)(cid.EncodedLength + data.Length));
        _output.Write(cid.Encode());
        _output.Write(data);
    }

    private void WriteLength(ulong length)
    {
        Span<byte> prefix = stackalloc byte[UnsignedVarint.LengthMax];
        _output.Write(prefix[..UnsignedVarint.Write(prefix, length)]);
    }
}
