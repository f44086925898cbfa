using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Weights;

/// <summary>Writes safetensors files, byte for byte the same for the same tensors in the same order: compact JSON, padded with spaces to a
/// multiple of eight, no metadata.</summary>
public static class SafetensorsWriter
{
    /// <summary>The file with these tensors in this order. Names must differ; sizes are within the reader's limits.</summary>
    public static byte[] Write(IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        byte[] header = Header(tensors, out int dataBytes);
        int padded = (header.Length + 7) & ~7;
        var file = new byte[8 + padded + dataBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)padded);
        header.CopyTo(file, 8);
        file.AsSpan(8 + header.Length, padded - header.Length).Fill((byte)' ');
        int at = 8 + padded;
        foreach ((_, Tensor tensor) in tensors)
        {
            tensor.Bytes.CopyTo(file.AsSpan(at));
            at += tensor.Bytes.Length;
        }

        return file;
    }

    private static byte[] Header(IReadOnlyList<(string Name, Tensor Tensor)> tensors, out int dataBytes)
    {
        var json = new StringBuilder("{");
        int offset = 0;
        foreach ((string name, Tensor tensor) in tensors)
        {
            int end = offset + tensor.Bytes.Length;
            json.Append(json.Length == 1 ? "" : ",");
            AppendQuoted(json, name);
            json.Append(":{\"dtype\":\"").Append(SafetensorsTypes.Word(tensor.Type)).Append("\",\"shape\":[");
            for (int i = 0; i < tensor.Shape.Length; i++)
                json.Append(i == 0 ? "" : ",").Append(tensor.Shape[i]);
            json.Append("],\"data_offsets\":[").Append(offset).Append(',').Append(end).Append("]}");
            offset = end;
        }

        dataBytes = offset;
        return Encoding.UTF8.GetBytes(json.Append('}').ToString());
    }

    private static void AppendQuoted(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (char c in text)
        {
            if (c is '"' or '\\')
                json.Append('\\').Append(c);
            else if (c < 0x20)
                json.Append("\\u").Append(((int)c).ToString("x4", NumberFormatInfo.InvariantInfo));
            else
                json.Append(c);
        }

        json.Append('"');
    }
}
