using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Tests.Support;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Tests.Weights;

public sealed class WeightSetTests
{
    private readonly OnnxModel model = TestModels.Mlp(4, 3, 2, 9);
    private readonly ParameterLayout layout;
    private readonly WeightSet weights;

    public WeightSetTests()
    {
        ParameterLayout.TryCreate(model, out ParameterLayout? made, out _).Should().BeTrue();
        layout = made!;
        WeightSet.TryFromModel(model, layout, out WeightSet? read, out _).Should().BeTrue();
        weights = read!;
    }

    [Fact]
    public void Layout_is_in_initializer_order()
    {
        layout.Parameters.Select(p => p.Name).Should().Equal("w1", "b1", "w2", "b2");
        layout.WeightCount.Should().Be(12 + 3 + 6 + 2);
    }

    [Fact]
    public void Frozen_names_leave_the_layout_and_unknown_ones_are_refused()
    {
        ParameterLayout.TryCreate(model, ["w1", "b1"], out ParameterLayout? rest, out _).Should().BeTrue();
        rest!.Parameters.Select(p => p.Name).Should().Equal("w2", "b2");
        ParameterLayout.TryCreate(model, ["w9"], out _, out LearningFault fault).Should().BeFalse();
        fault.Error.Should().Be(LearningError.WeightsLayout);
    }

    [Theory]
    [InlineData(WeightEncoding.F32, 0f)]
    [InlineData(WeightEncoding.F16, 1f / 1024)]
    [InlineData(WeightEncoding.BF16, 1f / 128)]
    [InlineData(WeightEncoding.I8, 1f / 127)]
    public void Encoding_is_read_back_within_its_precision(WeightEncoding encoding, float relative)
    {
        byte[] file = weights.Encode(encoding);
        WeightSet read = Decode(file);
        for (int i = 0; i < weights.Tensors.Count; i++)
        {
            float largest = weights.Tensors[i].Floats.ToArray().Max(Math.Abs);
            for (int j = 0; j < weights.Tensors[i].Count; j++)
                Math.Abs(read.Tensors[i].Floats[j] - weights.Tensors[i].Floats[j]).Should().BeLessThanOrEqualTo(relative * largest);
        }

        read.Encode(encoding).Should().Equal(file, "encoding what was decoded changes nothing");
    }

    [Fact]
    public void Equal_values_have_equal_canonical_bytes_in_any_form()
    {
        weights.Tensors[0].Floats[0] = -0f;
        byte[] reversed = SafetensorsWriter.Write([.. weights.Tensors.Select((t, i) => (layout.Parameters[i].Name, t)).Reverse()]);
        WeightSet other = Decode(reversed);
        other.Tensors[0].Floats[0] = 0f;
        other.ValuesEqual(weights).Should().BeTrue();
        other.CanonicalBytes().Should().Equal(weights.CanonicalBytes());
        other.Tensors[3].Floats[1] = MathF.BitIncrement(other.Tensors[3].Floats[1]);
        other.ValuesEqual(weights).Should().BeFalse();
        other.CanonicalBytes().Should().NotEqual(weights.CanonicalBytes());
    }

    [Theory]
    [InlineData("missing", LearningError.WeightsMissing)]
    [InlineData("unknown", LearningError.WeightsUnknown)]
    [InlineData("shape", LearningError.WeightsShape)]
    [InlineData("type", LearningError.WeightsType)]
    [InlineData("nan", LearningError.WeightsNotFinite)]
    [InlineData("infinity16", LearningError.WeightsNotFinite)]
    [InlineData("no scale", LearningError.WeightsScale)]
    [InlineData("scale shape", LearningError.WeightsScale)]
    [InlineData("scale nan", LearningError.WeightsScale)]
    [InlineData("scale negative", LearningError.WeightsScale)]
    [InlineData("scale of float", LearningError.WeightsScale)]
    public void Bad_submission_is_refused(string what, LearningError expected)
    {
        var tensors = weights.Tensors.Select((t, i) => (Name: layout.Parameters[i].Name, Tensor: t.Copy())).ToList();
        Tensor bytes = Tensor.Create(ElementType.Int8, 4, 3);
        switch (what)
        {
            case "missing": tensors.RemoveAt(1); break;
            case "unknown": tensors.Add(("extra", Tensor.Create(ElementType.Float, 1))); break;
            case "shape": tensors[0] = ("w1", tensors[0].Tensor.Reshaped([3, 4])); break;
            case "type": tensors[0] = ("w1", Tensor.Create(ElementType.Double, 4, 3)); break;
            case "nan": tensors[2].Tensor.Floats[1] = float.NaN; break;
            case "infinity16": tensors[1] = ("b1", Half(0x7C00)); break;
            case "no scale": tensors[0] = ("w1", bytes); break;
            case "scale shape": tensors[0] = ("w1", bytes); tensors.Add(("w1.scale", Tensor.Create(ElementType.Float, 3))); break;
            case "scale nan": tensors[0] = ("w1", bytes); tensors.Add(("w1.scale", Tensor.From<float>([float.NaN]))); break;
            case "scale negative": tensors[0] = ("w1", bytes); tensors.Add(("w1.scale", Tensor.From<float>([1, 1, -1, 1], 4))); break;
            default: tensors.Add(("w1.scale", Tensor.From<float>([1f]))); break;
        }

        WeightSet.TryDecode(SafetensorsWriter.Write(tensors), layout, out _, out LearningFault fault).Should().BeFalse();
        fault.Error.Should().Be(expected, fault.Detail);
    }

    [Fact]
    public void Int8_is_the_integer_times_its_channel_scale()
    {
        var tensors = weights.Tensors.Select((t, i) => (Name: layout.Parameters[i].Name, Tensor: t.Copy())).ToList();
        tensors[0] = ("w1", Tensor.From<sbyte>([1, -2, 3, 127, -128, 0, 5, 5, 5, 9, 9, 9], 4, 3));
        tensors.Add(("w1.scale", Tensor.From<float>([0.5f, 0.1f, 0f, 2f], 4)));
        Decode(SafetensorsWriter.Write(tensors)).Tensors[0].Floats.ToArray().Should()
            .Equal(0.5f, -1f, 1.5f, 127 * 0.1f, -128 * 0.1f, 0f, 0f, 0f, 0f, 18f, 18f, 18f);
    }

    [Fact]
    public void Cosine_is_compared_without_roots()
    {
        WeightSet a = weights.Copy(), b = weights.Copy();
        a.Tensors[1].Floats[0] += 3f;
        b.Tensors[1].Floats[0] += 3f;
        b.Tensors[1].Floats[1] += 4f;
        double dot = DeltaGeometry.Dot(a, b, weights), na = DeltaGeometry.SquaredNorm(a, weights), nb = DeltaGeometry.SquaredNorm(b, weights);
        na.Should().BeApproximately(9, 1e-5);
        nb.Should().BeApproximately(25, 1e-5);
        DeltaGeometry.CosineReaches(dot, na, nb, 599).Should().BeTrue();
        DeltaGeometry.CosineReaches(dot, na, nb, 601).Should().BeFalse();
        DeltaGeometry.CosineReaches(-dot, na, nb, 0).Should().BeFalse();
        DeltaGeometry.CosineReaches(0, 0, 0, 0).Should().BeFalse();
        DeltaGeometry.WithinNorm(nb, 5.0001).Should().BeTrue();
        DeltaGeometry.WithinNorm(nb, 4.9999).Should().BeFalse();
    }

    private static Tensor Half(ushort bits)
    {
        Tensor tensor = Tensor.Create(ElementType.Float16, 3);
        tensor.Elements<ushort>()[1] = bits;
        return tensor;
    }

    private WeightSet Decode(byte[] file)
    {
        WeightSet.TryDecode(file, layout, out WeightSet? read, out LearningFault fault).Should().BeTrue(fault.Detail);
        return read!;
    }
}
