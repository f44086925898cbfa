using System.Diagnostics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Execution;

/// <summary>Functions of a stranger's model: whatever they call, planning ends soon, with a fault and in little memory.</summary>
public sealed class FunctionExpanderTests
{
    private const string Domain = "own";

    [Fact]
    public void Function_that_calls_itself_from_a_subgraph_is_a_fault()
    {
        // Each expansion makes a node whose subgraph calls the function again: without a bound the stack ends before the model does.
        OnnxModel model = ModelOf([Call("f", "x", "y")], FunctionOf("f", If("c", [Call("f", "in", "inner")], "inner")));

        FaultOf(model).Error.Should().Be(LearningError.OnnxTooDeep);
    }

    [Fact]
    public void Functions_that_multiply_from_subgraphs_are_a_fault()
    {
        // Six levels of a hundred calls each would be 10¹² nodes.
        OnnxNode[] hundred(string name) => [.. Enumerable.Range(0, 100).Select(i => Call(name, "in", $"v{i}"))];
        OnnxFunction[] levels = [.. Enumerable.Range(1, 6).Select(i => FunctionOf($"f{i}", If("c", hundred($"f{i - 1}"), "v99")))];
        OnnxModel model = ModelOf([Call("f6", "x", "y")], [FunctionOf("f0", Identity("in", "out")), .. levels]);

        FaultOf(model).Error.Should().Be(LearningError.OnnxFunction);
    }

    [Fact]
    public void Large_subgraph_called_often_is_a_fault_in_little_memory()
    {
        // 5,000 calls of 5,000 nodes would be 25 million nodes.
        OnnxNode[] many = [.. Enumerable.Range(0, 5_000).Select(i => Identity("in", $"v{i}"))];
        OnnxNode[] calls = [.. Enumerable.Range(0, 5_000).Select(i => Call("f", "x", i == 4_999 ? "y" : $"y{i}"))];
        OnnxModel model = ModelOf(calls, FunctionOf("f", If("c", many, "v4999")));
        var watch = Stopwatch.StartNew();
        long before = GC.GetAllocatedBytesForCurrentThread();

        FaultOf(model).Error.Should().Be(LearningError.OnnxFunction);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(400L << 20);
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Function_called_twice_keeps_its_names_apart()
    {
        OnnxModel model = ModelOf([Call("f", "x", "a"), Call("f", "a", "y")], FunctionOf("f", Identity("in", "m"), Identity("m", "out")));

        FaultOf(model).IsError.Should().BeFalse();
    }

    private static LearningFault FaultOf(OnnxModel model)
    {
        ExecutionPlan.TryCreate(model, new Dictionary<string, int[]> { ["x"] = [2], ["c"] = [] }, out _, out LearningFault fault);
        return fault;
    }

    private static OnnxModel ModelOf(IReadOnlyList<OnnxNode> nodes, params OnnxFunction[] functions) =>
        new(8, [new OnnxOpset("", 17), new OnnxOpset(Domain, 1)], new OnnxGraph { Inputs = [Value("x", ElementType.Float), Value("c", ElementType.Bool)], Outputs = [Value("y", ElementType.Float)], Nodes = nodes }, functions);

    private static OnnxValueInfo Value(string name, ElementType type) => new(name, new OnnxType { Kind = OnnxTypeKind.Tensor, ElementType = type });

    private static OnnxFunction FunctionOf(string name, params OnnxNode[] nodes) =>
        new() { Name = name, Domain = Domain, Inputs = ["in", "c"], Outputs = ["out"], Nodes = nodes };

    private static OnnxNode Call(string function, string input, string output) =>
        new() { Operator = function, Domain = Domain, Inputs = [input, "c"], Outputs = [output] };

    private static OnnxNode Identity(string input, string output) => new() { Operator = "Identity", Inputs = [input], Outputs = [output] };

    private static OnnxNode If(string condition, IReadOnlyList<OnnxNode> nodes, string output)
    {
        var graph = new OnnxGraph { Nodes = nodes, Outputs = [Value(output, ElementType.Float)] };
        OnnxAttribute branch(string name) => new() { Name = name, Kind = OnnxAttributeKind.Graph, Graph = graph };
        return new OnnxNode { Operator = "If", Inputs = [condition], Outputs = ["out"], Attributes = [branch("then_branch"), branch("else_branch")] };
    }
}
