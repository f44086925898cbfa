using ModelMarket.Content.Store;
using ModelMarket.Core.Judging;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Ticking;

/// <summary>The files of a job, put together from verified blocks.</summary>
internal static class JobFiles
{
    public static ReadOnlyMemory<byte> Model(TickDraft draft) => FileOf(draft, draft.Job.ModelDeclaration);

    /// <summary>The public validation data: one file, or the drawn groups.</summary>
    public static IReadOnlyList<JudgeData> Public(TickDraft draft) => draft.Job.Sealed is { } data
        ? Groups(draft, data, drawn: true)
        : [new JudgeData(FileOf(draft, draft.Job.DataDeclaration), null)];

    /// <summary>The groups that were hidden until the sealed reveal.</summary>
    public static IReadOnlyList<JudgeData> Hidden(TickDraft draft)
    {
        Invariant.Require(draft.Job.Sealed is not null, "only sealed data is hidden");
        return Groups(draft, draft.Job.Sealed, drawn: false);
    }

    public static ulong PublicBytes(Job job) => job.Sealed is { } data ? BytesOf(data, drawn: true) : job.Terms?.DataSize ?? 0;

    public static ulong HiddenBytes(Job job) => job.Sealed is { } data ? BytesOf(data, drawn: false) : 0;

    private static ulong BytesOf(SealedData data, bool drawn)
    {
        ulong bytes = 0;
        foreach (SealedGroup group in data.Opened(drawn)) bytes += group.SizeBytes;
        return bytes;
    }

    private static List<JudgeData> Groups(TickDraft draft, SealedData data, bool drawn)
    {
        var files = new List<JudgeData>();
        foreach (SealedGroup group in data.Opened(drawn)) files.Add(new JudgeData(FileOf(draft, group.DeclarationId), group.Rows));
        return files;
    }

    private static ReadOnlyMemory<byte> FileOf(TickDraft draft, ulong declaration)
    {
        bool assembled = draft.Content.Content.TryAssemble(new DeclarationId(declaration), out ReadOnlyMemory<byte> file);
        Invariant.Require(assembled, "a complete declaration can be put together");
        return file;
    }
}
