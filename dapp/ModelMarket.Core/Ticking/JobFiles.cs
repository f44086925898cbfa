using ModelMarket.Content.Store;
using ModelMarket.Core.Judging;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Ticking;

/// <summary>The files of a job, put together from verified blocks.</summary>
internal static class JobFiles
{
    public static ReadOnlyMemory<byte> Model(BlockStore content, Job job) => FileOf(content, job.ModelDeclaration);

    /// <summary>The public validation data: one file, or the drawn groups.</summary>
    public static IReadOnlyList<JudgeData> Public(BlockStore content, Job job) => job.Sealed is { } data
        ? Groups(content, data, drawn: true)
        : [new JudgeData(FileOf(content, job.DataDeclaration), null)];

    /// <summary>The groups that were hidden until the sealed reveal.</summary>
    public static IReadOnlyList<JudgeData> Hidden(BlockStore content, Job job)
    {
        Invariant.Require(job.Sealed is not null, "only sealed data is hidden");
        return Groups(content, job.Sealed, drawn: false);
    }

    /// <summary>Whether model and data can be put together: the public data, or the groups that were hidden.</summary>
    public static bool AreComplete(BlockStore content, Job job, bool hidden)
    {
        if (!content.IsComplete(new DeclarationId(job.ModelDeclaration))) return false;
        if (job.Sealed is not { } data) return !hidden && content.IsComplete(new DeclarationId(job.DataDeclaration));
        bool isAny = false;
        foreach (SealedGroup group in data.Opened(!hidden))
        {
            isAny = true;
            if (!content.IsComplete(new DeclarationId(group.DeclarationId))) return false;
        }

        return isAny;
    }

    public static ulong PublicBytes(Job job) => job.Sealed is { } data ? BytesOf(data, drawn: true) : job.Terms?.DataSize ?? 0;

    public static ulong HiddenBytes(Job job) => job.Sealed is { } data ? BytesOf(data, drawn: false) : 0;

    private static ulong BytesOf(SealedData data, bool drawn)
    {
        ulong bytes = 0;
        foreach (SealedGroup group in data.Opened(drawn)) bytes += group.SizeBytes;
        return bytes;
    }

    private static List<JudgeData> Groups(BlockStore content, SealedData data, bool drawn)
    {
        var files = new List<JudgeData>();
        foreach (SealedGroup group in data.Opened(drawn)) files.Add(new JudgeData(FileOf(content, group.DeclarationId), group.Rows));
        return files;
    }

    private static ReadOnlyMemory<byte> FileOf(BlockStore content, ulong declaration)
    {
        bool assembled = content.TryAssemble(new DeclarationId(declaration), out ReadOnlyMemory<byte> file);
        Invariant.Require(assembled, "a complete declaration can be put together");
        return file;
    }
}
