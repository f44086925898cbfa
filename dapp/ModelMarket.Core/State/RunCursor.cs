using ModelMarket.Learning.Scoring;
using Rollup.Primitives;

namespace ModelMarket.Core.State;

/// <summary>How far a scoring had come when it was committed. With the weights it is all there is to say of it: where a run stops changes nothing, so a
/// fresh one that does the same work is the same run.</summary>
/// <param name="NextRow">The batch that is worked on, by its first row.</param>
/// <param name="NextNode">The next node within it.</param>
/// <param name="WorkDone">Work units charged.</param>
internal readonly record struct RunCursor(int NextRow, int NextNode, long WorkDone)
{
    public static RunCursor Of(ScoringRun run) => new(run.NextRow, run.NextNode, run.WorkDone);

    public static RunCursor ReadFrom(ref CanonicalReader reader) => new(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt64());

    /// <summary>Of a run that there may not be.</summary>
    public static void Write(CanonicalWriter writer, RunCursor? cursor) =>
        writer.Int(cursor?.NextRow ?? 0).Int(cursor?.NextNode ?? 0).OptionalInt(cursor?.WorkDone);

    /// <summary>As <see cref="Write"/> wrote it.</summary>
    public static RunCursor? ReadOptional(ref CanonicalReader reader)
    {
        int row = reader.ReadInt32(), node = reader.ReadInt32();
        return reader.ReadBool() ? new RunCursor(row, node, reader.ReadInt64()) : null;
    }

    public void WriteTo(CanonicalWriter writer) => writer.Int(NextRow).Int(NextNode).Int(WorkDone);

    /// <summary>Brings a fresh run here; false if no run of these weights stops here.</summary>
    public bool TryResume(ScoringRun run)
    {
        long budget = WorkDone;
        run.Advance(ref budget);
        return !run.Fault.IsError && Of(run) == this;
    }
}
