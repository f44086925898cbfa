using System.Globalization;
using System.Text;
using Rollup.Primitives;

namespace Rollup.Ethereum.Keys;

/// <summary>Messages for people that a wallet signs (EIP-191, version 0x45): prefixed, so that no signature of one is ever one of a transaction.</summary>
public static class PersonalMessage
{
    /// <summary>keccak256("\x19Ethereum Signed Message:\n" ‖ decimal length ‖ message).</summary>
    public static Hash32 Digest(ReadOnlySpan<byte> message)
    {
        byte[] prefix = Encoding.ASCII.GetBytes("\u0019Ethereum Signed Message:\n" + message.Length.ToString(CultureInfo.InvariantCulture));
        return Keccak256.Hash([.. prefix, .. message]);
    }
}
