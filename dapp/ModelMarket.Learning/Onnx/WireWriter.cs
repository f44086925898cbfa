using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace ModelMarket.Learning.Onnx;

/// <summary>Writes protobuf's wire format into a growing buffer; fields in the order of the calls.</summary>
internal sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> buffer = new();

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> Written => buffer.WrittenSpan;

    /// <summary>A varint field.</summary>
    public void Int64(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint(unchecked((ulong)value)); // negative numbers travel as their 64-bit pattern
    }

    /// <summary>A binary32 field.</summary>
    public void Float(int field, float value)
    {
        Varint(((ulong)field << 3) | 5);
        BinaryPrimitives.WriteSingleLittleEndian(buffer.GetSpan(4), value);
        buffer.Advance(4);
    }

    /// <summary>A field of bytes.</summary>
    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        buffer.Write(value);
    }

    /// <summary>A text field.</summary>
    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A nested message.</summary>
    public void Message(int field, Action<WireWriter> body)
    {
        var nested = new WireWriter();
        body(nested);
        Bytes(field, nested.Written);
    }

    /// <summary>A packed list of varints.</summary>
    public void Int64s(int field, ReadOnlySpan<long> values)
    {
        var nested = new WireWriter();
        foreach (long value in values)
            nested.Varint(unchecked((ulong)value));
        Bytes(field, nested.Written);
    }

    /// <summary>A packed list of binary32.</summary>
    public void Floats(int field, ReadOnlySpan<float> values) => Bytes(field, MemoryMarshal.AsBytes(values));

    private void Varint(ulong value)
    {
        Span<byte> target = buffer.GetSpan(10);
        int length = 0;
        while (value >= 0x80)
        {
            target[length++] = (byte)((value & 0x7f) | 0x80);
            value >>= 7;
        }

        target[length++] = (byte)value;
        buffer.Advance(length);
    }
}
