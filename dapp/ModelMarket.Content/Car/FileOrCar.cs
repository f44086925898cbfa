using ModelMarket.Content.UnixFs;
using Rollup.Primitives;

namespace ModelMarket.Content.Car;

/// <summary>Takes blocks from whatever a person points at: a CAR file gives the blocks it holds, any other file is imported.</summary>
public static class FileOrCar
{
    private const int BeginningSizeBytes = 32;

    /// <summary>Imports a stream that can seek.</summary>
    /// <param name="input">A file or a CAR with exactly one root, read from where it stands.</param>
    /// <param name="options">How a file is cut; a CAR keeps its own blocks.</param>
    /// <param name="sha256">SHA-256 of this host.</param>
    /// <param name="sink">Takes the blocks, all verified.</param>
    /// <param name="root">CID of the file.</param>
    /// <param name="fault">Why it was refused.</param>
    public static bool TryImport(Stream input, ImportOptions options, ISha256 sha256, IBlockSink sink, out Cid root, out ContentFault fault)
    {
        if (!IsCar(input))
        {
            root = UnixFsImporter.Import(input, options, sha256, sink).Root;
            fault = ContentFault.None;
            return true;
        }

        root = default;
        if (!CarReader.TryOpen(input, sha256, out var reader, out fault))
        {
            return false;
        }

        if (reader.Header.Roots.Count != 1)
        {
            fault = new ContentFault(ContentError.RootCount, $"The CAR has {reader.Header.Roots.Count} roots; a file is one.");
            return false;
        }

        root = reader.Header.Roots[0];
        return reader.TryReadAll(sink, out fault);
    }

    /// <summary>Whether the stream begins with a CAR header; its position stays.</summary>
    public static bool IsCar(Stream input)
    {
        var start = input.Position;
        Span<byte> beginning = stackalloc byte[BeginningSizeBytes];
        var read = input.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false);
        input.Position = start;
        return CarHeader.LooksLikeOne(beginning[..read]);
    }
}
