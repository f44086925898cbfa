using ModelMarket.Learning.Weights;
using Rollup.Primitives;

namespace ModelMarket.Core.Judging;

/// <summary>
/// Identity of the decoded tensors of one model, whatever encoding they came in. Hashed in parts of at most
/// <see cref="Limits.DigestPartWeights"/> weights, so that large weights are hashed over several inputs:
/// <c>keccak256(keccak256(part 0) ++ keccak256(part 1) ++ …)</c>.
/// </summary>
public sealed class WeightDigest
{
    private readonly int[] _ends;

    internal WeightDigest(ParameterLayout layout)
    {
        _ends = new int[layout.Parameters.Count];
        int end = 0;
        for (int tensor = 0; tensor < _ends.Length; tensor++) _ends[tensor] = end += layout.Parameters[tensor].Count;
        WeightCount = end;
    }

    /// <summary>How many parts there are.</summary>
    public int PartCount => (WeightCount + Limits.DigestPartWeights - 1) / Limits.DigestPartWeights;

    private int WeightCount { get; }

    /// <summary>Weights of one part.</summary>
    public int PartWeights(int part) => Math.Min(Limits.DigestPartWeights, WeightCount - (part * Limits.DigestPartWeights));

    /// <summary>The hash of one part: its weights in layout order, tensors one after another.</summary>
    public Hash32 Part(WeightSet weights, int part)
    {
        ArgumentNullException.ThrowIfNull(weights);
        int from = part * Limits.DigestPartWeights, to = from + PartWeights(part), start = 0;
        using var bytes = new MemoryStream((to - from) * sizeof(int));
        for (int tensor = 0; tensor < _ends.Length; start = _ends[tensor++])
        {
            int first = Math.Max(from, start), last = Math.Min(to, _ends[tensor]);
            if (first < last) bytes.Write(weights.CanonicalBytes(tensor, first - start, last - first));
        }

        return Keccak256.Hash(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>The digest from the hashes of all parts in order.</summary>
    public static Hash32 Join(IReadOnlyList<Hash32> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var joined = new byte[parts.Count * Hash32.SizeBytes];
        for (int i = 0; i < parts.Count; i++) parts[i].CopyTo(joined.AsSpan(i * Hash32.SizeBytes));
        return Keccak256.Hash(joined);
    }

    /// <summary>The digest of weights at once.</summary>
    public Hash32 Of(WeightSet weights)
    {
        var parts = new Hash32[PartCount];
        for (int part = 0; part < parts.Length; part++) parts[part] = Part(weights, part);
        return Join(parts);
    }
}
