using ModelMarket.Learning.Data;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Tests.Data;

public sealed class DataSetTests
{
    [Fact]
    public void Encoded_set_is_read_back()
    {
        byte[] file = Example().Encode();
        DataSet read = Decode(file);
        read.RowCount.Should().Be(4);
        read.Encode().Should().Equal(file);
        read.InputFor("whatever").Should().NotBeNull("a single x serves any single input");
    }

    [Fact]
    public void Rows_are_selected_in_the_order_given()
    {
        DataSet part = Example().Select([3, 1]);
        part.Targets.Int64s.ToArray().Should().Equal(3, 1);
        part.Inputs[0].Tensor.Floats.ToArray().Should().Equal(6, 7, 2, 3);
        part.Weights!.Floats.ToArray().Should().Equal(0.25f, 2f);
        part.Slices!.Int64s.ToArray().Should().Equal(1, 0);
    }

    [Fact]
    public void Parts_are_joined_in_their_order()
    {
        DataSet all = Example();
        DataSet.TryConcatenate([all.Select([0, 1]), all.Select([2]), all.Select([3])], out DataSet? joined, out LearningFault fault).Should().BeTrue(fault.Detail);
        joined!.Encode().Should().Equal(all.Encode());
    }

    [Fact]
    public void Parts_of_different_form_are_not_joined()
    {
        DataSet other = Decode(SafetensorsWriter.Write([("x", Tensor.Create(ElementType.Float, 1, 3)), ("y", Tensor.Create(ElementType.Int64, 1))]));
        DataSet.TryConcatenate([Example(), other], out _, out LearningFault fault).Should().BeFalse();
        fault.Error.Should().Be(LearningError.DataShape);
        DataSet.TryConcatenate([], out _, out fault).Should().BeFalse();
    }

    [Fact]
    public void Range_pads_with_zeros()
    {
        Tensor rows = RowCopy.Range(Tensor.From<float>([1, 2, 3, 4, 5, 6], 3, 2), 2, 1, 3);
        rows.Floats.ToArray().Should().Equal(5, 6, 0, 0, 0, 0);
    }

    public static TheoryData<string, LearningError> Bad => new()
    {
        { "no y", LearningError.DataMissing }, { "no x", LearningError.DataMissing }, { "extra", LearningError.DataUnknown }, { "x and x.a", LearningError.DataUnknown },
        { "y double", LearningError.DataType }, { "y rank 3", LearningError.DataShape }, { "y rows", LearningError.DataShape }, { "empty", LearningError.DataRows },
        { "y negative", LearningError.DataValue }, { "y huge", LearningError.DataValue }, { "y nan", LearningError.DataValue }, { "weight negative", LearningError.DataValue },
        { "weight nan", LearningError.DataValue }, { "weight shape", LearningError.DataShape }, { "slice negative", LearningError.DataValue }, { "slice type", LearningError.DataShape },
        { "x without elements", LearningError.DataShape }, { "x scalar", LearningError.DataShape },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Bad_set_is_refused(string what, LearningError expected)
    {
        Tensor x = Tensor.Create(ElementType.Float, 2, 2), y = Tensor.Create(ElementType.Int64, 2);
        List<(string, Tensor)> tensors = what switch
        {
            "no y" => [("x", x)],
            "no x" => [("y", y)],
            "extra" => [("x", x), ("y", y), ("z", y)],
            "x and x.a" => [("x", x), ("x.a", x), ("y", y)],
            "y double" => [("x", x), ("y", Tensor.Create(ElementType.Double, 2))],
            "y rank 3" => [("x", x), ("y", Tensor.Create(ElementType.Int64, 2, 1, 1))],
            "y rows" => [("x", x), ("y", Tensor.Create(ElementType.Int64, 3))],
            "empty" => [("x", Tensor.Create(ElementType.Float, 0, 2)), ("y", Tensor.Create(ElementType.Int64, 0))],
            "y negative" => [("x", x), ("y", Tensor.From<long>([0, -1], 2))],
            "y huge" => [("x", x), ("y", Tensor.From<long>([0, 1L << 40], 2))],
            "y nan" => [("x", x), ("y", Tensor.From<float>([0, float.NaN], 2))],
            "weight negative" => [("x", x), ("y", y), ("weight", Tensor.From<float>([1, -1], 2))],
            "weight nan" => [("x", x), ("y", y), ("weight", Tensor.From<float>([1, float.NaN], 2))],
            "weight shape" => [("x", x), ("y", y), ("weight", Tensor.Create(ElementType.Float, 2, 1))],
            "slice negative" => [("x", x), ("y", y), ("slice", Tensor.From<long>([1, -1], 2))],
            "slice type" => [("x", x), ("y", y), ("slice", Tensor.Create(ElementType.Int32, 2))],
            "x without elements" => [("x", Tensor.Create(ElementType.Float, 2, 0)), ("y", y)],
            _ => [("x", Tensor.Create(ElementType.Float)), ("y", y)],
        };
        DataSet.TryDecode(SafetensorsWriter.Write(tensors), out _, out LearningFault fault).Should().BeFalse();
        fault.Error.Should().Be(expected, fault.Detail);
    }

    private static DataSet Example() => Decode(SafetensorsWriter.Write(
    [
        ("x", Tensor.From<float>([0, 1, 2, 3, 4, 5, 6, 7], 4, 2)), ("y", Tensor.From<long>([0, 1, 2, 3], 4)), ("weight", Tensor.From<float>([1, 2, 0.5f, 0.25f], 4)),
        ("slice", Tensor.From<long>([0, 0, 1, 1], 4)),
    ]));

    private static DataSet Decode(byte[] file)
    {
        DataSet.TryDecode(file, out DataSet? data, out LearningFault fault).Should().BeTrue(fault.Detail);
        return data!;
    }
}
