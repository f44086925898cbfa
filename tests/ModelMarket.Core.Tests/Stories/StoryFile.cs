using ModelMarket.Content;
using ModelMarket.Content.UnixFs;
using Rollup.Primitives;

namespace ModelMarket.Core.Tests.Stories;

/// <summary>A file as blocks.</summary>
public sealed record StoryFile(byte[] Bytes, Cid Root, IReadOnlyList<ContentBlock> Blocks)
{
    public ulong Size => (ulong)Bytes.Length;

    public static StoryFile Of(byte[] bytes, ImportOptions? options = null)
    {
        var map = new BlockMap();
        ImportedFile file = UnixFsImporter.Import(bytes, options ?? ImportOptions.Default, Sha256Managed.Instance, map);
        // Parents come last out of an importer and first into the machine.
        return new StoryFile(bytes, file.Root, [.. map.Blocks.Reverse()]);
    }
}
