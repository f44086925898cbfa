using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Rollup.Primitives.Abi;
using Rollup.Primitives.Rollups;

namespace Rollup.Primitives.Tests.Abi;

/// <summary>Our encodings against viem's.</summary>
public sealed class AbiVectorTests
{
    public static TheoryData<int> VectorNumbers => new(Enumerable.Range(0, Vectors.Abi.GetProperty("vectors").GetArrayLength()));

    [Theory]
    [MemberData(nameof(VectorNumbers))]
    public void Encoding_equals_viem_and_decodes_to_the_values(int number)
    {
        var vector = Vectors.Abi.GetProperty("vectors")[number];
        var types = vector.GetProperty("types").EnumerateArray().Select(type => AbiType.Parse(type.GetString()!)).ToArray();
        var values = types.Zip(vector.GetProperty("values").EnumerateArray(), Value).ToArray();
        var expected = vector.GetProperty("encoded").GetString()!;

        Hex.Encode(AbiCodec.Encode(types, values)).Should().Be(expected);
        AbiCodec.TryDecode(types, Hex.Decode(expected), out var decoded, out _).Should().BeTrue();
        decoded.Should().Equal(values);
    }

    [Theory]
    [MemberData(nameof(VectorNumbers))]
    public void Truncated_extended_or_shifted_data_is_refused(int number)
    {
        var vector = Vectors.Abi.GetProperty("vectors")[number];
        var types = vector.GetProperty("types").EnumerateArray().Select(type => AbiType.Parse(type.GetString()!)).ToArray();
        var encoded = Hex.Decode(vector.GetProperty("encoded").GetString());

        for (var length = 0; length < encoded.Length; length += length % 32 == 31 ? 1 : 31)
        {
            AbiCodec.TryDecode(types, encoded.AsSpan(0, length), out _, out _).Should().BeFalse($"{length} of {encoded.Length} bytes");
        }

        AbiCodec.TryDecode(types, [.. encoded, .. new byte[32]], out _, out _).Should().BeFalse();
        AbiCodec.TryDecode(types, [.. encoded, 0], out _, out var error).Should().BeFalse();
        error.Should().Be(AbiError.Trailing);
    }

    [Theory]
    [MemberData(nameof(VectorNumbers))]
    public void Data_with_one_changed_byte_is_refused_or_encodes_back_to_itself(int number)
    {
        var vector = Vectors.Abi.GetProperty("vectors")[number];
        var types = vector.GetProperty("types").EnumerateArray().Select(type => AbiType.Parse(type.GetString()!)).ToArray();
        var encoded = Hex.Decode(vector.GetProperty("encoded").GetString());
        for (var i = 0; i < encoded.Length; i++)
        {
            var kept = encoded[i];
            encoded[i] ^= 0x81;
            if (AbiCodec.TryDecode(types, encoded, out var values, out _))
            {
                AbiCodec.Encode(types, values).Should().Equal(encoded, $"byte {i}");
            }

            encoded[i] = kept;
        }
    }

    [Fact]
    public void Selectors_and_topics_equal_viem()
    {
        foreach (var entry in Vectors.Abi.GetProperty("selectors").EnumerateArray())
        {
            HashOf(entry)[..10].Should().Be(entry.GetProperty("selector").GetString());
        }

        foreach (var entry in Vectors.Abi.GetProperty("topics").EnumerateArray())
        {
            HashOf(entry).Should().Be(entry.GetProperty("topic").GetString());
        }
    }

    [Fact]
    public void Inputs_and_outputs_equal_viem()
    {
        foreach (var call in Vectors.Abi.GetProperty("calls").EnumerateArray())
        {
            var args = call.GetProperty("args").EnumerateArray().Select(arg => arg.GetString()!).ToArray();
            var encoded = call.GetProperty("encoded").GetString();
            var ours = call.GetProperty("name").GetString() switch
            {
                "EvmAdvance" => new EvmAdvance(
                    Number(args[0]), Address.Parse(args[1]), Address.Parse(args[2]), Number(args[3]), Number(args[4]),
                    Wide(args[5]).ToHash32(), Number(args[6]), Hex.Decode(args[7])).Encode(),
                "Notice" => new Notice(Hex.Decode(args[0])).Encode(),
                "Voucher" => new Voucher(Address.Parse(args[0]), Wide(args[1]), Hex.Decode(args[2])).Encode(),
                _ => new DelegateCallVoucher(Address.Parse(args[0]), Hex.Decode(args[1])).Encode(),
            };
            Hex.Encode(ours).Should().Be(encoded);
        }
    }

    [Fact]
    public void Outputs_tree_equals_viem()
    {
        foreach (var entry in Vectors.Abi.GetProperty("trees").EnumerateArray())
        {
            var tree = new OutputsMerkleTree();
            foreach (var output in entry.GetProperty("outputs").EnumerateArray())
            {
                Output.TryDecode(Hex.Decode(output.GetString()), out var decoded).Should().BeTrue();
                tree.Append(decoded!.Hash());
            }

            tree.Root.ToString().Should().Be(entry.GetProperty("root").GetString());
        }
    }

    private static string HashOf(JsonElement entry) =>
        Keccak256.Hash(Encoding.ASCII.GetBytes(entry.GetProperty("signature").GetString()!)).ToString();

    private static ulong Number(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);

    private static UInt256 Wide(string text)
    {
        UInt256.TryParseDecimal(text, out var value).Should().BeTrue();
        return value;
    }

    private static AbiValue Value(AbiType type, JsonElement json) => type.Kind switch
    {
        AbiTypeKind.UInt or AbiTypeKind.Int => new AbiValue.Number(Word(BigInteger.Parse(json.GetString()!, CultureInfo.InvariantCulture))),
        AbiTypeKind.Bool => new AbiValue.Flag(json.GetBoolean()),
        AbiTypeKind.Address => new AbiValue.Account(Address.Parse(json.GetString())),
        AbiTypeKind.FixedBytes or AbiTypeKind.Bytes => new AbiValue.Data(Hex.Decode(json.GetString())),
        AbiTypeKind.Text => new AbiValue.Text(json.GetString()!),
        AbiTypeKind.Tuple => new AbiValue.List(type.Components.Zip(json.EnumerateArray(), Value).ToArray()),
        _ => new AbiValue.List(json.EnumerateArray().Select(item => Value(type.Components[0], item)).ToArray()),
    };

    private static UInt256 Word(BigInteger number)
    {
        var modulus = BigInteger.One << 256;
        var bytes = ((number + modulus) % modulus).ToByteArray(isUnsigned: true, isBigEndian: true);
        return UInt256.FromBigEndian([.. new byte[32 - bytes.Length], .. bytes]);
    }
}
