using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace Rollup.Ethereum.Official;

/// <summary>The bytes by which an application says where its inputs are (rollups-contracts <c>DataAvailability.sol</c>).</summary>
public static class DataAvailability
{
    private static readonly byte[] InputBoxSelector = AbiSignature.Selector("InputBox(address)");

    /// <summary>All inputs are in this InputBox.</summary>
    public static byte[] InputBox(Address inputBox) => new AbiWriter().WriteAddress(inputBox).ToArray(InputBoxSelector);

    /// <summary>Reads the form of <see cref="InputBox"/>; other forms (Espresso) give false.</summary>
    public static bool TryDecodeInputBox(ReadOnlySpan<byte> data, out Address inputBox)
    {
        inputBox = default;
        if (!data.StartsWith(InputBoxSelector))
            return false;

        var reader = new AbiReader(data[InputBoxSelector.Length..]);
        return reader.TryReadAddress(out inputBox) && reader.TryEnd();
    }
}
