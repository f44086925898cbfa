using System.Collections.Immutable;
using Rollup.Primitives;

namespace ModelMarket.Core.State;

/// <summary>How far a job's sealed data has come: drawn, opened, revealed.</summary>
internal sealed record SealedData
{
    /// <summary>The seed of the draw; null while it was not drawn.</summary>
    public Hash32? Seed { get; init; }

    /// <summary>The drawn groups, ascending: public from Preparing on.</summary>
    public ImmutableArray<int> Drawn { get; init; } = [];

    /// <summary>By index of the group; null while it was not opened.</summary>
    public required ImmutableArray<SealedGroup?> Groups { get; init; }

    /// <summary>Whether every drawn group is there.</summary>
    public bool IsOpened => Seed is not null && AreComplete(drawn: true);

    /// <summary>Whether every other group is there too.</summary>
    public bool IsRevealed => Seed is not null && AreComplete(drawn: false);

    public static SealedData Closed(int groups) => new() { Groups = ImmutableArray.Create(new SealedGroup?[groups]) };

    public bool IsDrawn(int index) => Drawn.BinarySearch(index) >= 0;

    public SealedData With(SealedGroup group) => this with { Groups = Groups.SetItem(group.Index, group) };

    /// <summary>The drawn groups or the others, ascending; those that were opened.</summary>
    public IEnumerable<SealedGroup> Opened(bool drawn)
    {
        for (int i = 0; i < Groups.Length; i++)
        {
            if (Groups[i] is { } group && IsDrawn(i) == drawn) yield return group;
        }
    }

    /// <summary>As <see cref="WriteTo"/> wrote it; how many groups there are is in the terms.</summary>
    public static SealedData ReadFrom(ref CanonicalReader reader, int groupCount)
    {
        Hash32? seed = JobReader.ReadOptionalHash(ref reader);
        ImmutableArray<int>.Builder drawn = ImmutableArray.CreateBuilder<int>();
        for (ulong left = reader.ReadUInt64(); left > 0 && !reader.HasFailed; left--) drawn.Add(reader.ReadInt32());
        var groups = new SealedGroup?[groupCount];
        for (int i = 0; i < groupCount && !reader.HasFailed; i++)
        {
            if (!reader.ReadBool()) continue;
            uint rows = (uint)reader.ReadUInt64(uint.MaxValue);
            groups[i] = new SealedGroup(i, rows, reader.ReadUInt64(), JobReader.ReadCid(ref reader), reader.ReadUInt64(), reader.ReadBool());
        }

        return new SealedData { Seed = seed, Drawn = drawn.ToImmutable(), Groups = ImmutableArray.Create(groups) };
    }

    public void WriteTo(CanonicalWriter writer)
    {
        writer.OptionalHash(Seed).UInt((ulong)Drawn.Length);
        foreach (int index in Drawn) writer.Int(index);
        foreach (SealedGroup? group in Groups)
        {
            writer.Bool(group is not null);
            if (group is null) continue;
            writer.UInt(group.Rows).UInt(group.SizeBytes).Bytes(group.Cid.Encode()).UInt(group.DeclarationId).Bool(group.Complete);
        }
    }

    private bool AreComplete(bool drawn)
    {
        for (int i = 0; i < Groups.Length; i++)
        {
            if (IsDrawn(i) == drawn && Groups[i] is not { Complete: true }) return false;
        }

        return true;
    }
}
