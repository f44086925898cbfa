using System.Buffers.Binary;
using Rollup.Primitives;

namespace Rollup.Node.GuestHost;

/// <summary>What one request led to.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Outputs">Encoded vouchers and notices in order; empty unless an input was accepted.</param>
/// <param name="Reports">Reports in order, whatever the status: dropping them is the node's decision.</param>
/// <param name="ExceptionPayload">Payload of a rollup exception, or the words about an ended process; empty otherwise.</param>
public sealed record GuestResult(
    GuestStatus Status,
    IReadOnlyList<byte[]> Outputs,
    IReadOnlyList<byte[]> Reports,
    byte[] ExceptionPayload)
{
    private IReadOnlyList<Hash32>? _outputHashes;
    private Hash32? _digest;

    /// <summary>Whether the request was accepted.</summary>
    public bool IsAccepted => Status == GuestStatus.Accepted;

    /// <summary>keccak256 of each output: the leaves of the outputs tree.</summary>
    public IReadOnlyList<Hash32> OutputHashes => _outputHashes ??= [.. Outputs.Select(output => Keccak256.Hash(output))];

    /// <summary>One hash over status, outputs and reports: two answers with the same digest are the same.</summary>
    public Hash32 Digest => _digest ??= ComputeDigest();

    private Hash32 ComputeDigest()
    {
        IReadOnlyList<Hash32>[] lists = [OutputHashes, [.. Reports.Select(report => Keccak256.Hash(report))]];
        using var bytes = new MemoryStream();
        Span<byte> number = stackalloc byte[4];
        foreach (IReadOnlyList<Hash32> list in lists)
        {
            BinaryPrimitives.WriteInt32BigEndian(number, list.Count);
            bytes.Write(number);
            foreach (Hash32 hash in list)
                bytes.Write(hash.ToArray());
        }
        bytes.WriteByte((byte)Status);
        return Keccak256.Hash(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
