using System.Buffers.Binary;

namespace ModelMarket.Cli.Tests.Support;

/// <summary>xorshift32 words from a seed, little-endian, as the scripts of Ipfs/ make them.</summary>
internal sealed class SeededStream(int sizeBytes, uint seed) : Stream
{
    private readonly byte[] _word = new byte[sizeof(uint)];
    private uint _x = seed;
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => sizeBytes;

    public override long Position { get => _at; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, sizeBytes - _at);
        for (var i = 0; i < count; i++, _at++)
        {
            if (_at % sizeof(uint) == 0)
            {
                _x ^= _x << 13;
                _x ^= _x >> 17;
                _x ^= _x << 5;
                BinaryPrimitives.WriteUInt32LittleEndian(_word, _x);
            }

            buffer[i] = _word[_at % sizeof(uint)];
        }

        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
