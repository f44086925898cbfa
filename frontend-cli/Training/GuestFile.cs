namespace ModelMarket.Cli.Training;

/// <summary>A file that a module sees: bytes given to it, or bytes it writes. None of them is a file of this machine.</summary>
internal sealed class GuestFile
{
    private byte[] _bytes;

    /// <summary>A file to read.</summary>
    public GuestFile(byte[] bytes)
    {
        _bytes = bytes;
        Length = bytes.Length;
    }

    /// <summary>A file to write.</summary>
    public GuestFile()
        : this([])
    {
        IsWritable = true;
    }

    /// <summary>Whether it may be written to.</summary>
    public bool IsWritable { get; }

    /// <summary>Bytes in it.</summary>
    public long Length { get; private set; }

    /// <summary>Its bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, (int)Length);

    /// <summary>Copies bytes out and says how many there were.</summary>
    public int Read(long position, Span<byte> into)
    {
        var count = (int)Math.Clamp(Length - position, 0, into.Length);
        _bytes.AsSpan((int)Math.Min(position, Length), count).CopyTo(into);
        return count;
    }

    /// <summary>Bytes by which a write would lengthen it.</summary>
    public long Growth(long position, int count) => Math.Max(0, position + count - Length);

    /// <summary>Writes bytes; the caller has checked that there is room.</summary>
    public void Write(long position, ReadOnlySpan<byte> from)
    {
        var end = position + from.Length;
        if (end > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Max(end, Math.Min(2L * _bytes.Length, int.MaxValue / 2)));
        }

        from.CopyTo(_bytes.AsSpan((int)position));
        Length = Math.Max(Length, end);
    }

    /// <summary>Empties it.</summary>
    public void Truncate()
    {
        _bytes = [];
        Length = 0;
    }
}
