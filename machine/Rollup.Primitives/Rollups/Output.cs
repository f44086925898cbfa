using System.Diagnostics.CodeAnalysis;

namespace Rollup.Primitives.Rollups;

/// <summary>Something an application leaves for L1 to prove: a <see cref="Voucher"/>, a <see cref="Notice"/> or a
/// <see cref="DelegateCallVoucher"/> (rollups-contracts 2.2.0, <c>Outputs.sol</c>).</summary>
public abstract record Output
{
    private protected Output()
    {
    }

    /// <summary>The bytes that L1 verifies: selector and ABI arguments.</summary>
    public abstract byte[] Encode();

    /// <summary>The leaf of the outputs tree: keccak256 of <see cref="Encode"/>.</summary>
    public Hash32 Hash() => Keccak256.Hash(Encode());

    /// <summary>Reads an output strictly; an unknown selector or a non-canonical encoding is refused.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Output? output)
    {
        output = null;
        if (bytes.Length > RollupLimits.BufferBytesMax)
        {
            return false;
        }

        if (bytes.StartsWith(Notice.Selector))
        {
            output = Notice.Decode(bytes[4..]);
        }
        else if (bytes.StartsWith(Voucher.Selector))
        {
            output = Voucher.Decode(bytes[4..]);
        }
        else if (bytes.StartsWith(DelegateCallVoucher.Selector))
        {
            output = DelegateCallVoucher.Decode(bytes[4..]);
        }

        return output is not null;
    }
}
