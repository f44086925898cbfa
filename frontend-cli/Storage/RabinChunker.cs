using System.Numerics;

namespace ModelMarket.Cli.Storage;

/// <summary>
/// Cuts a stream where a Rabin fingerprint of its last bytes says so, so that an insertion changes a few chunks only. The same cuts as the
/// reference importers' <c>rabin</c> chunker: polynomial 0x3DA3358B4DC173, a window of 16 bytes, one byte of 1 slid in at the start of every chunk.
/// </summary>
internal sealed class RabinChunker
{
    private const ulong Polynomial = 0x3DA3358B4DC173;
    private const int Degree = 53;
    private const int Shift = Degree - 8;
    private const int WindowBytes = 16;

    private static readonly ulong[] Leaving = LeavingTable();
    private static readonly ulong[] Modulo = ModuloTable();

    private readonly byte[] _window = new byte[WindowBytes];
    private readonly ulong _mask;
    private readonly int _min;
    private readonly int _max;
    private ulong _digest;
    private int _at;
    private int _count;

    /// <summary>Prepares a chunker.</summary>
    /// <param name="chunking">Least, usual and largest chunk.</param>
    public RabinChunker(RabinChunking chunking)
    {
        _min = chunking.MinBytes;
        _max = chunking.MaxBytes;
        _mask = (1UL << BitOperations.Log2((uint)chunking.AverageBytes)) - 1;
        Reset();
    }

    /// <summary>How many of these bytes still belong to the current chunk, and whether it ends there.</summary>
    public int Take(ReadOnlySpan<byte> bytes, out bool ends)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            Slide(bytes[i]);
            _count++;
            if ((_count >= _min && (_digest & _mask) == 0) || _count >= _max)
            {
                Reset();
                ends = true;
                return i + 1;
            }
        }

        ends = false;
        return bytes.Length;
    }

    private void Reset()
    {
        Array.Clear(_window);
        _digest = 0;
        _at = 0;
        _count = 0;
        Slide(1);
    }

    private void Slide(byte next)
    {
        _digest ^= Leaving[_window[_at]];
        _window[_at] = next;
        _at = (_at + 1) % WindowBytes;
        var index = (int)(_digest >> Shift);
        _digest = ((_digest << 8) | next) ^ Modulo[index];
    }

    private static ulong Mod(ulong value)
    {
        while (value != 0 && BitOperations.Log2(value) >= Degree)
        {
            value ^= Polynomial << (BitOperations.Log2(value) - Degree);
        }

        return value;
    }

    private static ulong[] LeavingTable()
    {
        var table = new ulong[256];
        for (var i = 0; i < table.Length; i++)
        {
            var hash = Mod((ulong)i);
            for (var step = 1; step < WindowBytes; step++)
            {
                hash = Mod(hash << 8);
            }

            table[i] = hash;
        }

        return table;
    }

    private static ulong[] ModuloTable()
    {
        var table = new ulong[256];
        for (var i = 0; i < table.Length; i++)
        {
            var high = (ulong)i << Degree;
            table[i] = Mod(high) | high;
        }

        return table;
    }
}
