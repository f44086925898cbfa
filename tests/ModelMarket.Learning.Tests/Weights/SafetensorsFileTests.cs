using System.Text;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Tests.Weights;

public sealed class SafetensorsFileTests
{
    [Fact]
    public void Written_file_is_read_back_and_written_the_same()
    {
        (string, Tensor)[] tensors =
        [
            ("a", Tensor.From<float>([1f, -0f, float.NaN], 3)), ("weird \"name\"\\ \u0001é😀", Tensor.From<long>([1, 2], 2, 1)),
            ("scalar", Tensor.From<sbyte>([-5])), ("empty", Tensor.Create(ElementType.Double, 0, 4)),
        ];
        byte[] file = SafetensorsWriter.Write(tensors);
        SafetensorsFile.TryParse(file, out SafetensorsFile? read, out LearningFault fault).Should().BeTrue(fault.Detail);
        read!.Entries.Select(e => e.Name).Should().Equal(tensors.Select(t => t.Item1));
        SafetensorsWriter.Write([.. read.Entries.Select(e => (e.Name, e.ToTensor()))]).Should().Equal(file);
        (BitConverter.ToInt64(file) % 8).Should().Be(0);
    }

    [Fact]
    public void File_of_the_reference_library_is_read()
    {
        // save_file({"b": [[1, 2]] F32, "a": [3] I64}, metadata={"format": "pt"}) of safetensors 0.4: larger types first, then by name.
        byte[] file = File("{\"__metadata__\":{\"format\":\"pt\"},\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[8,16]}}  ", 16);
        SafetensorsFile.TryParse(file, out SafetensorsFile? read, out LearningFault fault).Should().BeTrue(fault.Detail);
        read!.Find("b")!.Shape.Should().Equal(1, 2);
        read.Find("a")!.Type.Should().Be(ElementType.Int64);
        read.Find("c").Should().BeNull();
    }

    [Theory]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8, LearningError.SafetensorsOffsets)] // gap before
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 8, LearningError.SafetensorsOffsets)] // rest after
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 3, LearningError.SafetensorsTruncated)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8, LearningError.SafetensorsOffsets)] // overlap
    [InlineData("{\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 8, LearningError.SafetensorsOffsets)] // order
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4, LearningError.SafetensorsOffsets)] // shape and size
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", 4, LearningError.SafetensorsOffsets)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8, LearningError.SafetensorsDuplicate)]
    [InlineData("{\"a\":{\"dtype\":\"Q4\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, LearningError.SafetensorsType)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[100000,100000],\"data_offsets\":[0,4]}}", 4, LearningError.SafetensorsLimit)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}}", 4, LearningError.SafetensorsHeader)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4, LearningError.SafetensorsHeader)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[01],\"data_offsets\":[0,4]}}", 4, LearningError.SafetensorsHeader)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4, LearningError.SafetensorsHeader)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"more\":1}}", 4, LearningError.SafetensorsHeader)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, LearningError.SafetensorsHeader)]
    [InlineData(" {}", 0, LearningError.SafetensorsHeader)]
    [InlineData("{}x", 0, LearningError.SafetensorsHeader)]
    [InlineData("{\"a\":1}", 0, LearningError.SafetensorsHeader)]
    [InlineData("{\"a\\ud800\":{}}", 0, LearningError.SafetensorsHeader)]
    [InlineData("{\"__metadata__\":{\"a\":1}}", 0, LearningError.SafetensorsHeader)]
    [InlineData("{\"__metadata__\":{},\"__metadata__\":{}}", 0, LearningError.SafetensorsDuplicate)]
    [InlineData("", 0, LearningError.SafetensorsHeader)]
    public void Malformed_header_is_refused(string header, int dataBytes, LearningError expected)
    {
        SafetensorsFile.TryParse(File(header, dataBytes), out _, out LearningFault fault).Should().BeFalse();
        fault.Error.Should().Be(expected, fault.Detail);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Short_file_is_refused(int length)
    {
        SafetensorsFile.TryParse(new byte[length], out _, out LearningFault fault).Should().BeFalse();
        fault.Error.Should().Be(LearningError.SafetensorsTruncated);
    }

    [Fact]
    public void Header_longer_than_file_or_limit_is_refused()
    {
        SafetensorsFile.TryParse(BitConverter.GetBytes(100L), out _, out LearningFault fault).Should().BeFalse();
        fault.Error.Should().Be(LearningError.SafetensorsTruncated);
        SafetensorsFile.TryParse(BitConverter.GetBytes(ulong.MaxValue), out _, out fault).Should().BeFalse();
        fault.Error.Should().Be(LearningError.SafetensorsLimit);
    }

    private static byte[] File(string header, int dataBytes)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((long)json.Length), .. json, .. new byte[dataBytes]];
    }
}
