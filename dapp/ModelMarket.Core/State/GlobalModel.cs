using ModelMarket.Content;
using ModelMarket.Learning.Weights;
using Rollup.Primitives;

namespace ModelMarket.Core.State;

/// <summary>The model of a rounds job after a round that improved it; before the first such round it is the initial model.</summary>
/// <param name="Round">The round that made it.</param>
/// <param name="Score">Its score on the public rows.</param>
/// <param name="Cid">Its weights as content: safetensors in F32.</param>
/// <param name="SizeBytes">Bytes of that file.</param>
/// <param name="DeclarationId">The declaration that keeps its blocks.</param>
/// <param name="Weights">The tensors, while the job lives: a function of the file, so not hashed.</param>
internal sealed record GlobalModel(uint Round, long Score, Cid Cid, ulong SizeBytes, ulong DeclarationId, WeightSet? Weights)
{
    public static GlobalModel ReadFrom(ref CanonicalReader reader) => new(
        (uint)reader.ReadUInt64(uint.MaxValue), reader.ReadInt64(), JobReader.ReadCid(ref reader), reader.ReadUInt64(), reader.ReadUInt64(), null);

    public void WriteTo(CanonicalWriter writer) =>
        writer.UInt(Round).Int(Score).Bytes(Cid.Encode()).UInt(SizeBytes).UInt(DeclarationId);
}
