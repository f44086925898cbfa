using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Onnx;

/// <summary>What reading a file costs beside its bytes, and that a file which costs more than is allowed is refused.</summary>
public sealed class ReadWorkTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 0)]
    [InlineData(0, 900)]
    public void Nodes_names_attributes_and_texts_count(int attributes, int texts)
    {
        byte[] file = File(attributes, texts);
        // The input and the output of the graph; a node with one name on either side.
        long expected = (2 * WorkWeights.ReadValue) + WorkWeights.ReadNode + (2 * WorkWeights.ReadText)
            + (attributes * WorkWeights.ReadValue) + (texts == 0 ? 0 : WorkWeights.ReadValue) + (texts * WorkWeights.ReadText);

        OnnxModel.TryParse(file, expected, out OnnxModel? model, out LearningFault fault).Should().BeTrue(fault.Detail);
        model!.ReadWork.Should().Be(expected);

        OnnxModel.TryParse(file, expected - 1, out _, out fault).Should().BeFalse();
        fault.Error.Should().Be(LearningError.OnnxLimitExceeded);
        fault.Detail.Should().Contain($"{expected - 1} work units");
    }

    private static byte[] File(int attributes, int texts)
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, -1, 2);
        IEnumerable<OnnxAttribute> numbers = Enumerable.Range(0, attributes).Select(i => new OnnxAttribute { Name = $"a{i}", Kind = OnnxAttributeKind.Int, Int = i });
        OnnxAttribute[] lists = texts == 0 ? [] : [new OnnxAttribute { Name = "t", Kind = OnnxAttributeKind.Strings, Strings = [.. Enumerable.Repeat("b", texts)] }];
        writer.Node("", "Relu", [x], ["y"], [.. numbers, .. lists]);
        writer.Output("y", ElementType.Float, -1, 2);
        return writer.ToArray();
    }
}
