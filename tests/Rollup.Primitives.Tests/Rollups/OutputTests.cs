using CsCheck;
using Rollup.Primitives.Rollups;

namespace Rollup.Primitives.Tests.Rollups;

public sealed class OutputTests
{
    private static readonly Gen<Output> Outputs =
        from kind in Gen.Int[0, 2]
        from destination in Gen.Byte.Array[20]
        from value in Gen.Byte.Array[32]
        from payload in Gen.Byte.Array[0, 100]
        select kind switch
        {
            0 => new Notice(payload),
            1 => new Voucher(Address.FromBytes(destination), UInt256.FromBigEndian(value), payload),
            _ => (Output)new DelegateCallVoucher(Address.FromBytes(destination), payload),
        };

    [Fact]
    public void Encode_then_decode_gives_the_output() =>
        Outputs.Sample(output => Output.TryDecode(output.Encode(), out var back) && back.Equals(output));

    [Fact]
    public void Decode_of_changed_bytes_is_refused_or_encodes_to_the_same_bytes() =>
        Gen.Select(Outputs, Gen.Int, Gen.Byte).Sample((output, at, value) =>
        {
            var bytes = output.Encode();
            bytes[(int)((uint)at % (uint)bytes.Length)] = value;
            return !Output.TryDecode(bytes, out var back) || back.Encode().AsSpan().SequenceEqual(bytes);
        });

    [Fact]
    public void Unknown_selector_is_refused() => Output.TryDecode([1, 2, 3, 4, 5], out _).Should().BeFalse();
}
