using ModelMarket.Cli.Modeling;
using ModelMarket.Cli.Tests.Support;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Cli.Tests.Modeling;

/// <summary>Trained weights put into the ONNX file that they belong to.</summary>
public sealed class OnnxPatchTests
{
    public static TheoryData<string> Models => ["dense", "onnx's own helper"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Patched_model_has_the_weights_and_every_other_byte(string kind)
    {
        var model = kind == "dense" ? DenseNetwork.Write([0, 0, 0], [1, 2, 3], 4) : File.ReadAllBytes(Path.Combine(NodeScript.RepositoryRoot(), "tests", "vectors", "digits", "model.onnx"));
        var (layout, weights) = Numbered(model);

        var patched = OnnxPatch.TryApply(model, weights);

        patched.Should().NotBeNull();
        patched!.Length.Should().Be(model.Length);
        OnnxModel.TryParse(patched, out var parsed, out var fault).Should().BeTrue(fault.Detail);
        WeightSet.TryFromModel(parsed!, layout, out var back, out fault).Should().BeTrue(fault.Detail);
        back!.ValuesEqual(weights).Should().BeTrue();
        patched.Zip(model).Count(pair => pair.First != pair.Second).Should().BeInRange(1, layout.WeightCount * sizeof(float));
    }

    [Fact]
    public void Weights_of_another_model_change_nothing()
    {
        var (_, weights) = Numbered(DenseNetwork.Write([0, 0, 0], [1, 1, 1], 4));

        OnnxPatch.TryApply(DenseNetwork.Write([0, 0, 0], [1, 1, 1], 5), weights).Should().BeNull();
        OnnxPatch.TryApply(DenseNetwork.Write([0, 0, 0], [1, 1, 1]), weights).Should().BeNull();
    }

    private static (ParameterLayout Layout, WeightSet Weights) Numbered(byte[] model)
    {
        OnnxModel.TryParse(model, out var parsed, out var fault).Should().BeTrue(fault.Detail);
        ParameterLayout.TryCreate(parsed!, out var layout, out fault).Should().BeTrue(fault.Detail);
        var file = SafetensorsWriter.Write([.. layout!.Parameters.Select((parameter, at) =>
            (parameter.Name, Tensor.From<float>(Enumerable.Range(0, parameter.Count).Select(i => at + (i / 7f) + 0.25f).ToArray(), parameter.Shape)))]);
        WeightSet.TryDecode(file, layout, out var weights, out fault).Should().BeTrue(fault.Detail);
        return (layout, weights!);
    }
}
