using ModelMarket.Cli.Data;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Cli.Modeling;

/// <summary>Reads the tensors of an ONNX model, a safetensors file or an NPZ archive: whatever other tools write.</summary>
internal static class WeightFile
{
    /// <summary>Reads them.</summary>
    /// <exception cref="CliFault">The file is missing or of none of these kinds.</exception>
    public static IReadOnlyList<NamedTensor> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw CliFault.Usage($"There is no file {path}.");
        }

        if (new FileInfo(path).Length > DataFileLimits.FileBytesMax)
        {
            throw CliFault.Usage($"{path} has more than {DataFileLimits.FileBytesMax} bytes.");
        }

        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".onnx" => ReadOnnx(path),
            ".npz" => [.. NumpyReader.ReadArchive(path).Select(array => new NamedTensor(array.Name, array.Shape, array.Values))],
            ".safetensors" => ReadSafetensors(path),
            var other => throw CliFault.Usage($"`{other}` is no kind of weights that is read.", "Save .onnx, .safetensors or .npz: torch.onnx.export, safetensors.torch.save_file, numpy.savez."),
        };
    }

    private static NamedTensor[] ReadOnnx(string path) => OnnxModel.TryParse(File.ReadAllBytes(path), out var model, out var fault)
        ? [.. model!.Initializers.Where(one => IsReal(one.Tensor.Type)).Select(one => new NamedTensor(one.Name, one.Tensor.Shape, Floats(one.Tensor.Type, one.Tensor.Bytes, one.Tensor.Count, $"{path}, tensor {one.Name}")))]
        : throw CliFault.Usage($"{path} is no ONNX model that is read here: {fault.Detail}");

    private static NamedTensor[] ReadSafetensors(string path) => SafetensorsFile.TryParse(File.ReadAllBytes(path), out var file, out var fault)
        ? [.. file!.Entries.Select(entry => new NamedTensor(entry.Name, entry.Shape, Floats(entry.Type, entry.Data.Span, entry.Count, $"{path}, tensor {entry.Name}")))]
        : throw CliFault.Usage($"{path} is no safetensors file: {fault.Detail}");

    // A whole number of an ONNX graph is a shape or a class, not a weight. Tools that count in binary64 export binary64.
    private static bool IsReal(ElementType type) => type is ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16;

    private static float[] Floats(ElementType type, ReadOnlySpan<byte> bytes, int count, string name)
    {
        var code = type switch
        {
            ElementType.Float => "<f4",
            ElementType.Float16 => "<f2",
            ElementType.Double => "<f8",
            ElementType.Int64 => "<i8",
            ElementType.Int32 => "<i4",
            _ => "",
        };
        if (code.Length > 0)
        {
            return Numbers.Decode(bytes, code, count, name);
        }

        if (type != ElementType.BFloat16)
        {
            throw CliFault.Usage($"{name} is {type}; floats are read.");
        }

        var values = new float[count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BFloat16.ToSingle(BitConverter.ToUInt16(bytes.Slice(2 * i, 2)));
        }

        return values;
    }
}
