using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Execution;

/// <summary>What loops of a stranger's model may do: never more, at any depth, than the options say, and all of it is charged.</summary>
public sealed class SubgraphWorkTests
{
    private const long Most = 2_000_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Endless_loop_ends_within_its_work_and_is_charged(int depth)
    {
        PlanRun run = RunOf(depth, trips: long.MaxValue);
        long budget = LearningLimits.PlanWorkMax;

        run.Advance(ref budget).Should().BeFalse();

        run.Fault.Error.Should().Be(LearningError.RunTooLarge);
        long spent = LearningLimits.PlanWorkMax - budget;
        // The last charge, of a start or of a copy, may go beyond, and nothing is done for it.
        spent.Should().BeInRange(Most * 9 / 10, run.Plan.TotalWork + Most + (2 * WorkWeights.StartedGraph));
        run.WorkDone.Should().Be(spent);
    }

    [Fact]
    public void Small_loop_costs_its_trips_whatever_the_budget()
    {
        long few = WorkOf(10), more = WorkOf(20), most = WorkOf(30);

        (more - few).Should().BePositive().And.Be(most - more);
        PlanRun run = RunOf(1, trips: 20);
        long budget = 1, total = 0;
        while (!run.Advance(ref budget))
        {
            total += 1_000;
            budget += 1_000;
        }

        run.WorkDone.Should().Be(more);
        (total + 1 - budget).Should().Be(more);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Run_never_takes_more_than_its_budget(int depth)
    {
        PlanRun run = RunOf(depth, trips: long.MaxValue);
        long budget = run.Plan.LargestNodeWork - 1;

        run.Advance(ref budget).Should().BeFalse();
        (run.Fault.IsError, run.Position).Should().Be((false, 0), "it waits for a budget that covers all that the loop may do");

        budget = run.Plan.LargestNodeWork;
        run.Advance(ref budget).Should().BeFalse();
        run.Fault.Error.Should().Be(LearningError.RunTooLarge);
        budget.Should().BeInRange(0, run.Plan.LargestNodeWork - (Most * 9 / 10));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(9, false)]
    public void Graph_of_ten_nodes_is_planned_within_the_work_for_ten(int nodesMax, bool isPlanned)
    {
        OnnxNode[] nodes = [.. Enumerable.Range(0, 10).Select(i => new OnnxNode { Operator = "Relu", Inputs = [i == 0 ? "x" : $"r{i - 1}"], Outputs = [i == 9 ? "y" : $"r{i}"] })];
        var options = new PlanOptions { PlanningWorkMax = WorkWeights.PlannedGraph + (3 * WorkWeights.PlannedValue) + (nodesMax * (WorkWeights.PlannedNode + (2 * WorkWeights.PlannedValue))) };

        bool planned = ExecutionPlan.TryCreate(ModelOf(nodes), ShapesOf(64), options, out ExecutionPlan? plan, out LearningFault fault);

        (planned, fault.Error).Should().Be((isPlanned, isPlanned ? LearningError.None : LearningError.PlanTooMuchWork));
        plan?.PlanningWork.Should().Be(options.PlanningWorkMax);
    }

    [Fact]
    public void Loop_that_keeps_a_large_value_of_every_trip_ends_within_the_runs_memory()
    {
        const int size = 1 << 16;
        const long bytesMax = 16L << 20;
        var body = new OnnxGraph
        {
            Inputs = [Value("i", ElementType.Int64), Value("g", ElementType.Bool)],
            Nodes = [new OnnxNode { Operator = "Identity", Inputs = ["g"], Outputs = ["a"] }, new OnnxNode { Operator = "Identity", Inputs = ["x"], Outputs = ["copy"] }],
            Outputs = [Value("a", ElementType.Bool), Value("copy", ElementType.Float)],
        };
        PlanRun run = Started(new PlanOptions { RunBytesMax = bytesMax }, size, long.MaxValue, LoopOf(body, ["trips", "go"], "y"));
        long before = GC.GetAllocatedBytesForCurrentThread(), budget = LearningLimits.PlanWorkMax;

        run.Advance(ref budget).Should().BeFalse();

        run.Fault.Error.Should().Be(LearningError.RunTooLarge);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(4 * bytesMax);
    }

    [Fact]
    public void Copies_out_of_a_sequence_are_charged_by_their_elements()
    {
        const int size = 1 << 12;
        string[] taken = [.. Enumerable.Range(0, 10).Select(i => $"t{i}")];
        OnnxNode[] nodes =
        [
            new OnnxNode { Operator = "SequenceConstruct", Inputs = ["x"], Outputs = ["s"] },
            .. taken.Select(name => new OnnxNode { Operator = "SequenceAt", Inputs = ["s", "trips"], Outputs = [name] }),
            new OnnxNode { Operator = "Sum", Inputs = taken, Outputs = ["y"] },
        ];
        PlanRun run = Started(new PlanOptions(), size, 0, nodes);

        run.Complete().Should().BeTrue(run.Fault.Detail);

        run.WorkDone.Should().BeGreaterThan(taken.Length * size * WorkWeights.Moved);
    }

    [Fact]
    public void Planning_a_large_subgraph_in_every_trip_is_charged()
    {
        const int nodes = 50;
        PlanRun small = Nested(1), large = Nested(nodes);

        (large.WorkDone - small.WorkDone).Should().BeGreaterThanOrEqualTo(10 * (nodes - 1) * WorkWeights.PlannedNode);
    }

    [Fact]
    public void Branch_reads_the_replaced_weight_it_captures()
    {
        var product = new OnnxGraph { Nodes = [new OnnxNode { Operator = "Mul", Inputs = ["x", "w"], Outputs = ["p"] }], Outputs = [Value("p", ElementType.Float)] };
        OnnxAttribute branch(string name) => new() { Name = name, Kind = OnnxAttributeKind.Graph, Graph = product };
        var graph = new OnnxGraph
        {
            Inputs = [Value("x", ElementType.Float), Value("c", ElementType.Bool)],
            Initializers = [new OnnxInitializer("w", One(2))],
            Outputs = [Value("y", ElementType.Float)],
            Nodes = [new OnnxNode { Operator = "If", Inputs = ["c"], Outputs = ["y"], Attributes = [branch("then_branch"), branch("else_branch")] }],
        };
        var model = new OnnxModel(8, [new OnnxOpset("", 17)], graph, []);
        ExecutionPlan.TryCreate(model, new Dictionary<string, int[]> { ["x"] = [1], ["c"] = [] }, out ExecutionPlan? plan, out LearningFault fault).Should().BeTrue(fault.Detail);
        var inputs = new Dictionary<string, Tensor> { ["x"] = One(5), ["c"] = Tensor.Create(ElementType.Bool, []) };

        plan!.TryStart(inputs, new ModelWeights(new Dictionary<string, Tensor> { ["w"] = One(3) }, ["w"]), out PlanRun? run, out fault).Should().BeTrue(fault.Detail);

        run!.Complete().Should().BeTrue(run.Fault.Detail);
        run.Output("y")!.Floats.ToArray().Should().Equal(15f);
    }

    private static Tensor One(float value)
    {
        Tensor tensor = Tensor.Create(ElementType.Float, [1]);
        tensor.Floats[0] = value;
        return tensor;
    }

    private static long WorkOf(long trips)
    {
        PlanRun run = RunOf(1, trips);
        run.Complete().Should().BeTrue(run.Fault.Detail);
        return run.WorkDone;
    }

    private static PlanRun RunOf(int depth, long trips) => Started(new PlanOptions { SubgraphWorkMax = Most }, 64, trips, Loop(depth, "x", "y"));

    /// <summary>Ten trips that each plan a branch of so many nodes anew.</summary>
    private static PlanRun Nested(int nodes)
    {
        var branch = new OnnxGraph
        {
            Nodes = [.. Enumerable.Range(0, nodes).Select(i => new OnnxNode { Operator = "Identity", Inputs = [i == 0 ? "x" : $"b{i - 1}"], Outputs = [$"b{i}"] })],
            Outputs = [Value($"b{nodes - 1}", ElementType.Float)],
        };
        OnnxAttribute attribute(string name) => new() { Name = name, Kind = OnnxAttributeKind.Graph, Graph = branch };
        var body = new OnnxGraph
        {
            Inputs = [Value("i", ElementType.Int64), Value("g", ElementType.Bool), Value("v", ElementType.Float)],
            Nodes =
            [
                new OnnxNode { Operator = "Identity", Inputs = ["g"], Outputs = ["a"] },
                new OnnxNode { Operator = "If", Inputs = ["g"], Outputs = ["n"], Attributes = [attribute("then_branch"), attribute("else_branch")] },
            ],
            Outputs = [Value("a", ElementType.Bool), Value("n", ElementType.Float)],
        };
        PlanRun run = Started(new PlanOptions(), 64, 10, LoopOf(body, ["trips", "go", "x"], "y"));
        run.Complete().Should().BeTrue(run.Fault.Detail);
        return run;
    }

    private static PlanRun Started(PlanOptions options, int size, long trips, params OnnxNode[] nodes)
    {
        ExecutionPlan.TryCreate(ModelOf(nodes), ShapesOf(size), options, out ExecutionPlan? plan, out LearningFault fault).Should().BeTrue(fault.Detail);
        Tensor count = Tensor.Create(ElementType.Int64, []), go = Tensor.Create(ElementType.Bool, []);
        count.Int64s[0] = trips;
        go.Bytes[0] = 1;
        var inputs = new Dictionary<string, Tensor> { ["x"] = Tensor.Create(ElementType.Float, [size]), ["trips"] = count, ["go"] = go };
        plan!.TryStart(inputs, new ModelWeights(), out PlanRun? run, out fault).Should().BeTrue(fault.Detail);
        return run!;
    }

    private static OnnxModel ModelOf(OnnxNode[] nodes)
    {
        var graph = new OnnxGraph
        {
            Inputs = [Value("x", ElementType.Float), Value("trips", ElementType.Int64), Value("go", ElementType.Bool)],
            Outputs = [Value("y", ElementType.Float)],
            Nodes = nodes,
        };
        return new OnnxModel(8, [new OnnxOpset("", 17)], graph, []);
    }

    private static Dictionary<string, int[]> ShapesOf(int size) => new() { ["x"] = [size], ["trips"] = [], ["go"] = [] };

    /// <summary>Loops in loops; the innermost applies a function to 64 numbers.</summary>
    private static OnnxNode Loop(int depth, string from, string to)
    {
        string carried = $"v{depth}", next = $"n{depth}";
        var body = new OnnxGraph
        {
            Inputs = [Value($"i{depth}", ElementType.Int64), Value($"g{depth}", ElementType.Bool), Value(carried, ElementType.Float)],
            Nodes =
            [
                new OnnxNode { Operator = "Identity", Inputs = [$"g{depth}"], Outputs = [$"a{depth}"] },
                depth == 1 ? new OnnxNode { Operator = "Tanh", Inputs = [carried], Outputs = [next] } : Loop(depth - 1, carried, next),
            ],
            Outputs = [Value($"a{depth}", ElementType.Bool), Value(next, ElementType.Float)],
        };
        return LoopOf(body, ["trips", "go", from], to);
    }

    private static OnnxNode LoopOf(OnnxGraph body, IReadOnlyList<string> inputs, string output) =>
        new() { Operator = "Loop", Inputs = inputs, Outputs = [output], Attributes = [new OnnxAttribute { Name = "body", Kind = OnnxAttributeKind.Graph, Graph = body }] };

    private static OnnxValueInfo Value(string name, ElementType type) => new(name, new OnnxType { Kind = OnnxTypeKind.Tensor, ElementType = type });
}
