using System.Buffers.Binary;
using System.Text;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Cli.Modeling;

/// <summary>
/// Puts trained weights into an ONNX file: the numbers of the initializers are written over in place, every other byte stays. Walks protobuf's
/// wire format only as far as it must (onnx.proto: graph 7, initializer 5, name 8, float_data 4, raw_data 9).
/// </summary>
internal static class OnnxPatch
{
    private const int Graph = 7;
    private const int Initializer = 5;
    private const int Name = 8;
    private const int FloatData = 4;
    private const int RawData = 9;

    /// <summary>The model with these weights.</summary>
    /// <param name="model">An ONNX file that was parsed before.</param>
    /// <param name="weights">Weights of its layout.</param>
    /// <returns>Null where the file keeps numbers in another way than most tools write: not as one block of binary32.</returns>
    public static byte[]? TryApply(byte[] model, WeightSet weights)
    {
        var patched = (byte[])model.Clone();
        var left = Enumerable.Range(0, weights.Tensors.Count).ToDictionary(i => weights.Layout.Parameters[i].Name, i => weights.Tensors[i], StringComparer.Ordinal);
        foreach (var (_, graph) in Fields(patched, new Range(0, patched.Length)).Where(field => field.Number == Graph))
        {
            foreach (var (_, initializer) in Fields(patched, graph).Where(field => field.Number == Initializer))
            {
                var fields = Fields(patched, initializer).ToList();
                var name = fields.Where(field => field.Number == Name).Select(field => Encoding.UTF8.GetString(patched.AsSpan(field.Body))).LastOrDefault("");
                if (!left.TryGetValue(name, out var tensor))
                {
                    continue;
                }

                var numbers = fields.Where(field => field.Number is FloatData or RawData && patched.AsSpan(field.Body).Length == tensor.Count * sizeof(float)).ToList();
                if (numbers.Count != 1)
                {
                    return null;
                }

                var target = patched.AsSpan(numbers[0].Body);
                for (var i = 0; i < tensor.Count; i++)
                {
                    BinaryPrimitives.WriteSingleLittleEndian(target[(i * sizeof(float))..], tensor.Floats[i]);
                }

                left.Remove(name);
            }
        }

        return left.Count == 0 ? patched : null;
    }

    /// <summary>The fields of a message that have a body of bytes; the others are passed over.</summary>
    private static List<(int Number, Range Body)> Fields(byte[] file, Range message)
    {
        var (at, length) = message.GetOffsetAndLength(file.Length);
        var end = at + length;
        var fields = new List<(int, Range)>();
        while (at < end)
        {
            var key = Varint(file, ref at);
            switch (key & 7)
            {
                case 0:
                    Varint(file, ref at);
                    break;
                case 1:
                    at += sizeof(ulong);
                    break;
                case 5:
                    at += sizeof(uint);
                    break;
                default:
                    var size = checked((int)Varint(file, ref at));
                    fields.Add(((int)(key >> 3), new Range(at, at + size)));
                    at += size;
                    break;
            }
        }

        return fields;
    }

    private static ulong Varint(byte[] file, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = file[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
