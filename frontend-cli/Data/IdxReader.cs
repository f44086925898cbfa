using System.Buffers.Binary;
using System.IO.Compression;

namespace ModelMarket.Cli.Data;

/// <summary>Reads IDX, the format of MNIST (yann.lecun.com/exdb/mnist), plain or gzipped.</summary>
internal static class IdxReader
{
    private const int DimensionsMax = 8;

    /// <summary>Reads a file.</summary>
    /// <exception cref="CliFault">Not such a file.</exception>
    public static NumberArray Read(string path)
    {
        var bytes = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Unzip(path) : File.ReadAllBytes(path);
        var name = Path.GetFileName(path);
        var type = bytes.Length >= 4 && bytes[0] == 0 && bytes[1] == 0 ? TypeOf(bytes[2]) : "";
        var rank = type.Length > 0 ? bytes[3] : 0;
        if (rank is 0 or > DimensionsMax || bytes.Length < 4 + (4 * rank))
        {
            throw CliFault.Usage($"{name} is no IDX file.");
        }

        var shape = new int[rank];
        for (var i = 0; i < rank; i++)
        {
            shape[i] = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4 + (4 * i)));
        }

        return new NumberArray(name, shape, Numbers.Decode(bytes.AsSpan(4 + (4 * rank)), type, NumberArray.CountOf(name, shape), name));
    }

    /// <summary>The labels that lie beside MNIST's images: <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>; null where there are none.</summary>
    public static string? LabelsBeside(string path)
    {
        var name = Path.GetFileName(path).Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal);
        var beside = Path.Combine(Path.GetDirectoryName(path) ?? "", name);
        return name != Path.GetFileName(path) && File.Exists(beside) ? beside : null;
    }

    private static string TypeOf(byte code) => code switch
    {
        0x08 => "u1",
        0x09 => "i1",
        0x0B => ">i2",
        0x0C => ">i4",
        0x0D => ">f4",
        0x0E => ">f8",
        _ => "",
    };

    private static byte[] Unzip(string path)
    {
        using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            plain.Write(buffer, 0, read);
            if (plain.Length > DataFileLimits.FileBytesMax)
            {
                throw CliFault.Usage($"{path} has more than {DataFileLimits.FileBytesMax} bytes when unpacked.");
            }
        }

        return plain.ToArray();
    }
}
