using ModelMarket.Content;
using Rollup.Primitives;

namespace ModelMarket.Core.State;

/// <summary>A round that was settled, with the numbers that led to its pay (mechanism.md §5, R4).</summary>
/// <param name="Round">Its number, from 1.</param>
/// <param name="StartScore">Score of the global model it started from, on the public rows.</param>
/// <param name="Score">Score of the aggregate of all members; null if there were none.</param>
/// <param name="Improvement">v(N), if it is above zero; else 0 and the model stays.</param>
/// <param name="Members">How many clients were aggregated.</param>
/// <param name="Left">B_left before the round.</param>
/// <param name="Pool">B_r.</param>
/// <param name="Assigned">What the rule gave of it, before the cap by stake: the next round's B_left is without it.</param>
/// <param name="Paid">What was paid.</param>
/// <param name="GlobalCid">The new global model; null if the model stays.</param>
/// <param name="GlobalSize">Bytes of its file.</param>
/// <param name="At">Block time of the input that settled it.</param>
internal sealed record RoundState(
    uint Round, long StartScore, long? Score, ulong Improvement, int Members, UInt128 Left, UInt128 Pool, UInt128 Assigned, UInt128 Paid, Cid? GlobalCid, ulong GlobalSize, ulong At)
{
    public static RoundState ReadFrom(ref CanonicalReader reader) => new(
        (uint)reader.ReadUInt64(uint.MaxValue),
        reader.ReadInt64(),
        JobReader.ReadOptionalInt(ref reader),
        reader.ReadUInt64(),
        reader.ReadInt32(),
        reader.ReadUInt128(),
        reader.ReadUInt128(),
        reader.ReadUInt128(),
        reader.ReadUInt128(),
        reader.ReadBool() ? JobReader.ReadCid(ref reader) : null,
        reader.ReadUInt64(),
        reader.ReadUInt64());

    public void WriteTo(CanonicalWriter writer)
    {
        writer.UInt(Round).Int(StartScore).OptionalInt(Score).UInt(Improvement).Int(Members);
        writer.Amount(Left).Amount(Pool).Amount(Assigned).Amount(Paid).Bool(GlobalCid is not null);
        if (GlobalCid is { } cid) writer.Bytes(cid.Encode());
        writer.UInt(GlobalSize).UInt(At);
    }
}
