using System.Text;
using CsCheck;
using Rollup.Primitives.Rollups;

namespace Rollup.Primitives.Tests.Rollups;

public sealed class EvmAdvanceTests
{
    private static readonly Gen<EvmAdvance> Inputs =
        from numbers in Gen.ULong.Array[4]
        from addresses in Gen.Byte.Array[20].Array[2]
        from randao in Gen.Byte.Array[32]
        from payload in Gen.Byte.Array[0, 200]
        select new EvmAdvance(
            numbers[0], Address.FromBytes(addresses[0]), Address.FromBytes(addresses[1]), numbers[1], numbers[2],
            Hash32.FromBytes(randao), numbers[3], payload);

    [Fact]
    public void Selectors_are_hashes_of_the_signatures()
    {
        SelectorOf("EvmAdvance(uint256,address,address,uint256,uint256,uint256,uint256,bytes)").Should().Equal(EvmAdvance.Selector.ToArray());
        SelectorOf("Notice(bytes)").Should().Equal(Notice.Selector.ToArray());
        SelectorOf("Voucher(address,uint256,bytes)").Should().Equal(Voucher.Selector.ToArray());
        SelectorOf("DelegateCallVoucher(address,bytes)").Should().Equal(DelegateCallVoucher.Selector.ToArray());
    }

    [Fact]
    public void Encode_then_decode_gives_the_input() =>
        Inputs.Sample(input => EvmAdvance.TryDecode(input.Encode(), out var back) && back.Equals(input));

    [Fact]
    public void Decode_of_changed_bytes_is_refused_or_encodes_to_the_same_bytes() =>
        Gen.Select(Inputs, Gen.Int, Gen.Byte).Sample((input, at, value) =>
        {
            var blob = input.Encode();
            blob[(int)((uint)at % (uint)blob.Length)] = value;
            return !EvmAdvance.TryDecode(blob, out var back) || back.Encode().AsSpan().SequenceEqual(blob);
        });

    [Fact]
    public void Largest_payload_fits_and_one_more_byte_does_not()
    {
        EvmAdvance.TryDecode(WithPayload(RollupLimits.PayloadBytesMax).Encode(), out _).Should().BeTrue();
        EvmAdvance.TryDecode(WithPayload(RollupLimits.PayloadBytesMax + 1).Encode(), out _).Should().BeFalse();
    }

    [Fact]
    public void Every_truncation_and_every_extension_is_refused()
    {
        var blob = WithPayload(40).Encode();
        for (var length = 0; length < blob.Length; length++)
        {
            EvmAdvance.TryDecode(blob.AsSpan(0, length), out _).Should().BeFalse();
        }

        EvmAdvance.TryDecode([.. blob, 0], out _).Should().BeFalse();
        EvmAdvance.TryDecode([.. blob, .. new byte[32]], out _).Should().BeFalse();
    }

    private static EvmAdvance WithPayload(int sizeBytes) =>
        new(31337, Address.Zero, Address.Zero, 1, 2, Hash32.Zero, 3, new byte[sizeBytes]);

    private static byte[] SelectorOf(string signature) => Keccak256.Hash(Encoding.ASCII.GetBytes(signature)).ToArray()[..4];
}
