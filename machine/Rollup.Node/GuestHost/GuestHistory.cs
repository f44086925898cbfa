using System.Buffers.Binary;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.GuestHost;

/// <summary>The accepted inputs of a guest and a digest of each answer: what a new life of it must go through, and repeat exactly.</summary>
internal sealed class GuestHistory
{
    private readonly List<(EvmAdvance Input, Hash32 Digest)> _entries = [];

    public int Count => _entries.Count;

    /// <summary>Outputs of all accepted inputs: the index of the next output.</summary>
    public ulong OutputCount { get; private set; }

    public EvmAdvance Input(int position) => _entries[position].Input;

    public void Append(EvmAdvance input, GuestResult result)
    {
        _entries.Add((input, Digest(result)));
        OutputCount += (ulong)result.Outputs.Count;
    }

    /// <summary>Whether a replayed answer is the recorded one, byte for byte: status, outputs and reports.</summary>
    public bool Repeats(int position, GuestResult result) => _entries[position].Digest == Digest(result);

    private static Hash32 Digest(GuestResult result)
    {
        using var bytes = new MemoryStream();
        Span<byte> number = stackalloc byte[4];
        foreach (var list in new[] { result.Outputs, result.Reports })
        {
            BinaryPrimitives.WriteInt32BigEndian(number, list.Count);
            bytes.Write(number);
            foreach (var item in list)
            {
                bytes.Write(Keccak256.Hash(item).ToArray());
            }
        }

        bytes.WriteByte((byte)result.Status);
        return Keccak256.Hash(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
