using System.Text;
using ModelMarket.Learning.Tensors;

namespace BitIdentity;

/// <summary>Every bit of a value, its type and its shape, as bytes.</summary>
internal static class ValueBytes
{
    public static void Write(BinaryWriter writer, Value? value)
    {
        switch (value)
        {
            case Tensor tensor: WriteTensor(writer, tensor); break;
            case TensorSequence sequence: WriteItems(writer, sequence.Items); break;
            case OptionalValue optional: WriteItems(writer, [optional.Content]); break;
            case TensorMapList maps: WriteItems(writer, [maps.Labels, maps.Scores]); break;
            default: writer.Write((byte)0); break;
        }
    }

    private static void WriteItems(BinaryWriter writer, IReadOnlyList<Value?> items)
    {
        writer.Write((byte)2);
        writer.Write(items.Count);
        foreach (Value? item in items)
            Write(writer, item);
    }

    private static void WriteTensor(BinaryWriter writer, Tensor tensor)
    {
        writer.Write((byte)1);
        writer.Write((int)tensor.Type);
        writer.Write(tensor.Rank);
        foreach (int size in tensor.Shape)
            writer.Write(size);
        if (tensor.Type != ElementType.String)
        {
            writer.Write(tensor.Bytes);
            return;
        }

        foreach (string text in tensor.Strings)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }
    }
}
