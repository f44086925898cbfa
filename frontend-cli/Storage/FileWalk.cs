using ModelMarket.Content;

namespace ModelMarket.Cli.Storage;

/// <summary>Walks the blocks of a file, or of a folder and all in it.</summary>
internal static class FileWalk
{
    /// <summary>Blocks of a file, parents before children, each once. Blocks the source does not have, or that are no part of a file, are
    /// given without going on below them.</summary>
    public static IEnumerable<Cid> Reachable(Cid root, IBlockSource source)
    {
        var seen = new HashSet<Cid> { root.ToV1() };
        var pending = new Stack<Cid>([root]);
        while (pending.TryPop(out var cid))
        {
            yield return cid;
            if (cid.Codec == CidCodec.Raw || !source.TryGet(cid, out var block) || !ContentNode.TryParse(cid, block, out var node, out _))
            {
                continue;
            }

            for (var i = node.Links.Count - 1; i >= 0; i--)
            {
                if (seen.Add(node.Links[i].Cid.ToV1()))
                {
                    pending.Push(node.Links[i].Cid);
                }
            }
        }
    }

    /// <summary>Blocks of a file that a source does not have, as far as they are known.</summary>
    public static IReadOnlyList<Cid> Missing(Cid root, IBlockSource source) =>
        [.. Reachable(root, source).Where(cid => !source.TryGet(cid, out _))];
}
