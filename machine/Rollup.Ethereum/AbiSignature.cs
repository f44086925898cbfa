using System.Text;
using Rollup.Primitives;

namespace Rollup.Ethereum;

/// <summary>Selectors and topics from the signatures as Solidity writes them.</summary>
public static class AbiSignature
{
    private const int SelectorBytes = 4;

    /// <summary>The first four bytes of keccak256 of a canonical signature, such as <c>addInput(address,bytes)</c>.</summary>
    public static byte[] Selector(string signature) => Topic(signature).ToArray()[..SelectorBytes];

    /// <summary>keccak256 of a canonical event signature: topic 0.</summary>
    public static Hash32 Topic(string signature) => Keccak256.Hash(Encoding.ASCII.GetBytes(signature));
}
