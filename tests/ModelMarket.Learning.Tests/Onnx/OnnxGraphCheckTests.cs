using System.Diagnostics;
using ModelMarket.Learning.Onnx;

namespace ModelMarket.Learning.Tests.Onnx;

/// <summary>Names of a stranger's model: scopes hold, and checking costs what the file holds.</summary>
public sealed class OnnxGraphCheckTests
{
    private const int Names = 40_000;
    private const int Subgraphs = 40_000;

    [Fact]
    public void Many_names_and_many_subgraphs_are_checked_in_linear_time()
    {
        // A copy of the outer names per subgraph would be 1.6 billion names, from a file of half a megabyte.
        OnnxNode[] makers = [.. Enumerable.Range(0, Names / 1_000).Select(i => Node([], [.. Enumerable.Range(i * 1_000, 1_000).Select(j => $"n{j}")]))];
        OnnxNode[] holders = [.. Enumerable.Range(0, Subgraphs / 1_000).Select(_ => Node([], [], [.. Enumerable.Repeat(new OnnxGraph(), 1_000)]))];
        var watch = Stopwatch.StartNew();

        OnnxGraphCheck.TryCheck(ModelOf([.. makers, .. holders]), out LearningFault fault).Should().BeTrue(fault.Detail);

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Name_written_in_a_subgraph_cannot_be_read_outside()
    {
        var inner = new OnnxGraph { Nodes = [Node([], ["inside"])] };

        OnnxGraphCheck.TryCheck(ModelOf([Node([], [], inner), Node(["inside"], [])]), out LearningFault fault).Should().BeFalse();

        fault.Error.Should().Be(LearningError.OnnxNotTopological);
    }

    [Fact]
    public void Name_may_be_used_again_in_a_sibling_but_not_below_its_own_scope()
    {
        var inner = new OnnxGraph { Nodes = [Node([], ["again"])] };

        OnnxGraphCheck.TryCheck(ModelOf([Node([], [], inner), Node([], [], inner)]), out _).Should().BeTrue();
        OnnxGraphCheck.TryCheck(ModelOf([Node([], ["again"]), Node([], [], inner)]), out LearningFault fault).Should().BeFalse();
        fault.Error.Should().Be(LearningError.OnnxDuplicateName);
    }

    private static OnnxModel ModelOf(IReadOnlyList<OnnxNode> nodes) => new(8, [new OnnxOpset("", 17)], new OnnxGraph { Nodes = nodes }, []);

    private static OnnxNode Node(string[] inputs, string[] outputs, params OnnxGraph[] graphs) => new()
    {
        Operator = "Any",
        Inputs = inputs,
        Outputs = outputs,
        Attributes = [.. graphs.Select((graph, i) => new OnnxAttribute { Name = $"g{i}", Kind = OnnxAttributeKind.Graph, Graph = graph })],
    };
}
