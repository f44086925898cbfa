using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Tests.Support;

namespace ModelMarket.Learning.Tests.Execution;

/// <summary>What a sponsor is told when a model cannot be planned: node, operator, operator set, and what is near.</summary>
public sealed class RefusedModelTests
{
    [Fact]
    public void Unknown_operator_is_named_with_node_opset_and_the_nearest()
    {
        LearningFault fault = Refusal("", "LayerNormalisation", 17);

        fault.Error.Should().Be(LearningError.OperatorUnsupported);
        fault.Detail.Should().Contain("LayerNormalisation").And.Contain("'y'").And.Contain("opset 17").And.Contain("the nearest supported is LayerNormalization");
    }

    [Fact]
    public void Operator_of_another_domain_is_named_with_its_domain_and_the_nearest()
    {
        LearningFault fault = Refusal("com.microsoft", "Gelu", 17);

        fault.Error.Should().Be(LearningError.OperatorUnsupported);
        fault.Detail.Should().Contain("com.microsoft").And.Contain("the nearest supported is Gelu");
    }

    [Fact]
    public void Operator_newer_than_the_models_opset_is_named_with_the_first_opset_that_has_it()
    {
        LearningFault fault = Refusal("", "Gelu", 17);

        fault.Error.Should().Be(LearningError.OperatorOpset);
        fault.Detail.Should().Contain("Gelu").And.Contain("opset 17").And.Contain("first supported is 20");
    }

    [Theory]
    [InlineData("RandomNormalLike", "drawn by chance")]
    [InlineData("StringNormalizer", "texts are labels")]
    public void Operator_left_out_on_purpose_is_named_with_the_reason(string name, string reason)
    {
        LearningFault fault = Refusal("", name, 17);

        fault.Error.Should().Be(LearningError.OperatorUnsupported);
        fault.Detail.Should().Contain(name).And.Contain(reason);
    }

    [Fact]
    public void Type_that_an_operator_does_not_take_is_named_with_those_it_takes()
    {
        LearningFault fault = Refusal("", "Acos", 17, ElementType.Int32);

        fault.Error.Should().Be(LearningError.OperatorType);
        fault.Detail.Should().Contain("Acos").And.Contain("Int32").And.Contain("Float");
    }

    private static LearningFault Refusal(string domain, string name, int opset, ElementType type = ElementType.Float)
    {
        var writer = new OnnxModelWriter(opset);
        if (domain.Length > 0)
            writer.Import(domain, 1);
        string x = writer.Input("x", type, 2, 3);
        writer.Node(domain, name, [x], ["y"]);
        writer.Output("y", type);
        ExecutionPlan.TryCreate(TestModels.Parse(writer), new Dictionary<string, int[]>(), out _, out LearningFault fault).Should().BeFalse();
        return fault;
    }
}
