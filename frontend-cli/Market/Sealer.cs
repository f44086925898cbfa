using System.Buffers.Binary;
using ModelMarket.Cli.Data;
using ModelMarket.Cli.Session;
using ModelMarket.Content;
using ModelMarket.Content.UnixFs;
using ModelMarket.Core;
using ModelMarket.Core.Sealing;
using ModelMarket.Learning.Data;
using Rollup.Ethereum.Host;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>Shuffles a sponsor's rows, splits them into groups and seals them with fresh salts under a Merkle root (mechanism.md §2).</summary>
internal static class Sealer
{
    /// <summary>Seals rows for one job of one sponsor.</summary>
    /// <param name="session">The market: its chain and application are part of every leaf.</param>
    /// <param name="sponsor">Who will open the job.</param>
    /// <param name="rows">The rows; shuffled, so that a file sorted by label makes groups that are alike.</param>
    /// <param name="groupCount">G.</param>
    /// <exception cref="CliFault">The rows do not fit that many groups.</exception>
    public static SealedSecret Seal(MarketSession session, Address sponsor, DataSet rows, int groupCount)
    {
        Check(rows.RowCount, groupCount);
        var order = RowSplit.Shuffle(rows.RowCount, BinaryPrimitives.ReadUInt64LittleEndian(HostCrypto.RandomBytes(sizeof(ulong))));
        var groups = new List<GroupSecret>();
        var next = 0;
        for (var index = 0; index < groupCount; index++)
        {
            var count = (int)GroupSplit.RowsOf((ulong)rows.RowCount, groupCount, index);
            groups.Add(Group(index, rows.Select(order.AsSpan(next, count)).Encode(), (uint)count, groupCount));
            next += count;
        }

        var secret = new SealedSecret(
            SealedSecret.CurrentVersion, session.ChainId, session.Application.ToChecksumString(), sponsor.ToChecksumString(), Random32().ToString(), Hash32.Zero.ToString(), groups);
        return secret with { SealedRoot = secret.Tree().Root.ToString() };
    }

    private static GroupSecret Group(int index, byte[] file, uint rows, int groupCount)
    {
        if (file.LongLength > Limits.DeclarationBytesMax / groupCount)
        {
            throw CliFault.Usage(
                $"Group {index} has {file.LongLength} bytes; {groupCount} groups may have {Limits.DeclarationBytesMax / groupCount} each.",
                "Use fewer rows or smaller ones: all sealed rows together are at most 8 MiB.");
        }

        var cid = UnixFsImporter.Import(file, ImportOptions.Default, HostSha256.Instance, new BlockMap()).Root;
        return new GroupSecret(index, rows, cid.ToString(), Random32().ToString(), file);
    }

    private static void Check(int rows, int groupCount)
    {
        if (groupCount is < Limits.GroupsMin or > Limits.GroupsMax)
        {
            throw CliFault.Usage($"groups is {groupCount}.", $"Between {Limits.GroupsMin} and {Limits.GroupsMax}.");
        }

        if (rows < groupCount)
        {
            throw CliFault.Usage($"The data has {rows} rows, too few for {groupCount} groups.", "Every group needs a row; a few hundred rows make a score that means something.");
        }
    }

    private static Hash32 Random32() => Hash32.FromBytes(HostCrypto.RandomBytes(Hash32.SizeBytes));
}
