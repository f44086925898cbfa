using System.Buffers.Binary;
using Wasmtime;

namespace ModelMarket.Cli.Training;

/// <summary>A module's memory with every address checked. Little-endian.</summary>
internal sealed class GuestMemory(Memory memory)
{
    /// <summary>Bytes that the host has touched so far.</summary>
    public long TouchedBytes { get; private set; }

    /// <summary>A piece of it.</summary>
    /// <exception cref="TrainerStop">It is not all within the memory.</exception>
    public Span<byte> Span(long address, long count)
    {
        var at = address & uint.MaxValue;
        var size = count & uint.MaxValue;
        TouchedBytes += size;
        return at + size <= memory.GetLength() && size <= int.MaxValue
            ? memory.GetSpan(at, (int)size)
            : throw new TrainerStop($"passed an address outside its memory ({at} + {size})");
    }

    /// <summary>A 32-bit number.</summary>
    public uint Read32(long address) => BinaryPrimitives.ReadUInt32LittleEndian(Span(address, 4));

    /// <summary>Writes one and answers success.</summary>
    public int Write32(long address, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Span(address, 4), value);
        return WasiErrno.Success;
    }

    /// <summary>Writes a 64-bit number and answers success.</summary>
    public int Write64(long address, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Span(address, 8), value);
        return WasiErrno.Success;
    }
}
