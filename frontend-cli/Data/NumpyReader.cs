using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace ModelMarket.Cli.Data;

/// <summary>Reads NumPy's <c>.npy</c> (format 1 to 3; numbers and booleans, C or Fortran order) and <c>.npz</c>. Pickled objects are refused. Source:
/// numpy.lib.format.</summary>
internal static partial class NumpyReader
{
    private const int HeaderBytesMax = 65_536;
    private const int ArraysMax = 4_096;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads one array.</summary>
    /// <exception cref="CliFault">Not such a file, or of a type that is not read.</exception>
    public static NumberArray Read(ReadOnlySpan<byte> file, string name)
    {
        if (!file.StartsWith(Magic) || file.Length < 10)
        {
            throw CliFault.Usage($"{name} is no NumPy array.");
        }

        var isLong = file[6] > 1;
        var start = isLong ? 12 : 10;
        var length = isLong && file.Length >= start ? BinaryPrimitives.ReadUInt32LittleEndian(file[8..]) : BinaryPrimitives.ReadUInt16LittleEndian(file[8..]);
        if (length > HeaderBytesMax || file.Length < start + (int)length)
        {
            throw CliFault.Usage($"{name} ends within its header.");
        }

        var header = Encoding.UTF8.GetString(file.Slice(start, (int)length));
        var type = Text(TypePattern(), header, name, "type");
        int[] shape = [.. Text(ShapePattern(), header, name, "shape").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : -1)];
        var values = Numbers.Decode(file[(start + (int)length)..], type, NumberArray.CountOf(name, shape), name);
        return new NumberArray(name, shape, header.Contains("'fortran_order': True", StringComparison.Ordinal) ? RowMajor(values, shape) : values);
    }

    /// <summary>Reads all arrays of an archive.</summary>
    public static IReadOnlyList<NumberArray> ReadArchive(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            if (archive.Entries.Count > ArraysMax || archive.Entries.Sum(entry => entry.Length) > DataFileLimits.FileBytesMax)
            {
                throw CliFault.Usage($"{path} holds more than {ArraysMax} arrays or {DataFileLimits.FileBytesMax} bytes.");
            }

            return [.. archive.Entries.Where(entry => entry.Name.EndsWith(".npy", StringComparison.Ordinal)).Select(entry => Read(Bytes(entry, path), entry.FullName[..^4]))];
        }
        catch (InvalidDataException fault)
        {
            throw CliFault.Usage($"{path} is no archive of NumPy arrays: {fault.Message}");
        }
    }

    private static byte[] Bytes(ZipArchiveEntry entry, string path)
    {
        // The length that the directory states is not trusted: no more than that is read.
        var bytes = new byte[entry.Length];
        using var stream = entry.Open();
        return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length
            ? bytes
            : throw CliFault.Usage($"{path}: {entry.FullName} is shorter than the archive says.");
    }

    private static string Text(Regex pattern, string header, string name, string what) =>
        pattern.Match(header) is { Success: true } match ? match.Groups[1].Value : throw CliFault.Usage($"{name} does not state its {what}; structured and object arrays are not read.");

    /// <summary>From the order in which the first index runs fastest.</summary>
    private static float[] RowMajor(float[] values, int[] shape)
    {
        var result = new float[values.Length];
        var index = new int[shape.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var at = 0;
            for (var d = 0; d < shape.Length; d++)
            {
                at = (at * shape[d]) + index[d];
            }

            result[at] = values[i];
            for (var d = 0; d < shape.Length && ++index[d] == shape[d]; d++)
            {
                index[d] = 0;
            }
        }

        return result;
    }

    [GeneratedRegex("'descr': *'([^']*)'")]
    private static partial Regex TypePattern();

    [GeneratedRegex(@"'shape': *\(([0-9, ]*)\)")]
    private static partial Regex ShapePattern();
}
