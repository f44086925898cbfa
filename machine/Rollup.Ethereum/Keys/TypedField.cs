using Rollup.Primitives;

namespace Rollup.Ethereum.Keys;

/// <summary>One field of <see cref="TypedData"/>.</summary>
/// <param name="Type">Its Solidity type.</param>
/// <param name="Name">Its name.</param>
/// <param name="Word">Its value as 32 bytes, as the ABI encodes it.</param>
/// <param name="Text">Its value as <c>eth_signTypedData_v4</c> writes it.</param>
public sealed record TypedField(string Type, string Name, Hash32 Word, string Text)
{
    /// <summary>A field of type <c>address</c>.</summary>
    public static TypedField Of(string name, Address value)
    {
        var word = new byte[Hash32.SizeBytes];
        value.CopyTo(word.AsSpan(Hash32.SizeBytes - Address.SizeBytes));
        return new TypedField("address", name, Hash32.FromBytes(word), value.ToChecksumString());
    }

    /// <summary>A field of type <c>uint256</c>.</summary>
    public static TypedField Of(string name, UInt256 value)
    {
        var word = new byte[Hash32.SizeBytes];
        value.WriteBigEndian(word);
        return new TypedField("uint256", name, Hash32.FromBytes(word), value.ToString());
    }
}
