using ModelMarket.Learning.Data;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Tests.Support;
using ModelMarket.Learning.Training;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Tests.Training;

public sealed class TrainerTests
{
    private static readonly ScoringTerms LogLoss = new() { Metric = Metric.LogLoss, OutputKind = OutputKind.Logits };

    [Theory]
    [InlineData("builtin:sgd,lr=0.5,epochs=30,batch=16")]
    [InlineData("builtin:momentum,lr=0.1,epochs=30,batch=16")]
    [InlineData("builtin:adam,lr=0.02,epochs=30,batch=16")]
    [InlineData("builtin:adamw,lr=0.02,epochs=30,batch=16,schedule=cosine,warmup=3,clip=1")]
    [InlineData("builtin:adam,lr=0.02,epochs=30,batch=16,balanced=true")]
    public void Loss_falls_below_half(string trainer)
    {
        OnnxModel model = TestModels.Mlp(4, 8, 3, 5);
        DataSet data = Blobs(120);
        (TrainingResult result, List<TrainingProgress> progress) = Train(model, data, LogLoss, Options(trainer));
        progress.Should().HaveCount(30);
        result.Loss.Should().BeLessThan(progress[0].Loss / 2);
        Score(model, data, LogLoss, result.Weights).Should().BeLessThan(Score(model, data, LogLoss, null) / 2);
    }

    [Fact]
    public void Same_seed_gives_the_same_bits_with_any_kernel_and_partition()
    {
        OnnxModel model = TestModels.Mlp(4, 40, 3, 5);
        TrainingOptions options = Options("builtin:adam,lr=0.02,epochs=3,batch=16");
        byte[] reference = Train(model, Blobs(50), LogLoss, options).Result.Weights.CanonicalBytes();
        foreach (PlanOptions plan in (PlanOptions[])[new() { Width = KernelWidth.Scalar }, new() { Optimise = false }, new() { Partition = new BackwardsPartition() }])
            Train(model, Blobs(50), LogLoss, options, plan).Result.Weights.CanonicalBytes().Should().Equal(reference);
        Train(model, Blobs(50), LogLoss, options with { Seed = 2 }).Result.Weights.CanonicalBytes().Should().NotEqual(reference);
    }

    [Theory]
    [InlineData("builtin:momentum,lr=0.05,epochs=2,batch=16", false)]
    [InlineData("builtin:adam,lr=0.02,epochs=2,batch=16,decay=0.01", false)]
    [InlineData("builtin:adamw,lr=0.02,epochs=2,batch=16,decay=0.01", true)]
    public void Weights_changed_while_the_gradient_is_computed_have_the_bits_of_weights_changed_after(string trainer, bool transposed)
    {
        // 50 rows: three full batches and a rest, so that both plans' packed weights have to follow. A norm to clip to needs the whole gradient first.
        OnnxModel model = Deep(transposed);
        TrainingOptions options = Options(trainer);
        byte[] after = Train(model, Blobs(50), LogLoss, options with { GradientNormMax = float.MaxValue }).Result.Weights.CanonicalBytes();
        foreach (PlanOptions plan in (PlanOptions[])[new(), new() { Width = KernelWidth.Vector128 }, new() { Partition = new BackwardsPartition() }])
            Train(model, Blobs(50), LogLoss, options, plan).Result.Weights.CanonicalBytes().Should().Equal(after);
        Train(model, Blobs(50), LogLoss, options with { GradientNormMax = float.MaxValue }, new PlanOptions { Optimise = false }).Result.Weights.CanonicalBytes().Should().Equal(after);
    }

    [Fact]
    public void Weight_that_two_nodes_share_gets_the_sum_of_both_gradients_with_any_way_to_change_it()
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, -1, 4);
        string w = writer.Initializer("w", TestModels.Uniform(3, "w", 0.5f, 4, 4));
        string h = writer.Node("Relu", [writer.Node("MatMul", [writer.Node("Tanh", [writer.Node("MatMul", [x, w])]), w])]);
        writer.Node("", "Identity", [TestModels.Dense(writer, h, "2", 4, 3, 4)], ["logits"]);
        writer.Output("logits", ElementType.Float, -1, 3);
        OnnxModel model = TestModels.Parse(writer);
        TrainingOptions options = Options("builtin:momentum,lr=0.05,epochs=2,batch=16");
        Train(model, Blobs(50), LogLoss, options).Result.Weights.CanonicalBytes().Should()
            .Equal(Train(model, Blobs(50), LogLoss, options with { GradientNormMax = float.MaxValue }).Result.Weights.CanonicalBytes());
    }

    [Fact]
    public void Single_logit_learns_by_binary_cross_entropy()
    {
        OnnxModel model = TestModels.Linear(4, 1);
        DataSet data = Blobs(100, classes: 2);
        TrainingResult result = Train(model, data, LogLoss, Options("builtin:adam,lr=0.1,epochs=40,batch=20")).Result;
        Score(model, data, LogLoss, null).Should().Be(693_147_181);
        Score(model, data, LogLoss, result.Weights).Should().BeLessThan(200_000_000);
    }

    [Theory]
    [InlineData("Sigmoid", 1)]
    [InlineData("Softmax", 3)]
    public void Probabilities_are_trained_through_the_fused_loss(string last, int outputs)
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, -1, 4);
        writer.Node("", last, [TestModels.Dense(writer, x, "1", 4, outputs, 3)], ["p"]);
        writer.Output("p", ElementType.Float, -1, outputs);
        OnnxModel model = TestModels.Parse(writer);
        ScoringTerms terms = LogLoss with { OutputKind = OutputKind.Probabilities };
        DataSet data = Blobs(90, outputs == 1 ? 2 : 3);
        TrainingResult result = Train(model, data, terms, Options("builtin:adam,lr=0.1,epochs=30,batch=30")).Result;
        Score(model, data, terms, result.Weights).Should().BeLessThan(Score(model, data, terms, null) / 2);
    }

    [Fact]
    public void Regression_learns_a_line()
    {
        OnnxModel model = TestModels.Linear(4, 1);
        Tensor x = TestModels.Uniform(1, "x", 1f, 80, 4), y = Tensor.Create(ElementType.Float, 80, 1);
        for (int i = 0; i < 80; i++)
            y.Floats[i] = (3 * x.Floats[4 * i]) - x.Floats[(4 * i) + 3] + 0.5f;
        DataSet.TryCreate([new DataInput("", x)], y, null, null, out DataSet? data, out _).Should().BeTrue();
        var terms = new ScoringTerms { Metric = Metric.Rmse, OutputKind = OutputKind.Value };
        TrainingResult result = Train(model, data!, terms, Options("builtin:adam,lr=0.1,epochs=100,batch=20,schedule=linear")).Result;
        result.Weights.Tensors[0].Floats.ToArray().Should().SatisfyRespectively(
            a => a.Should().BeApproximately(3f, 1e-2f), b => b.Should().BeApproximately(0f, 1e-2f),
            c => c.Should().BeApproximately(0f, 1e-2f), d => d.Should().BeApproximately(-1f, 1e-2f));
    }

    [Fact]
    public void Frozen_tensors_keep_their_values()
    {
        OnnxModel model = TestModels.Mlp(4, 8, 3, 5);
        TrainingResult result = Train(model, Blobs(60), LogLoss, Options("builtin:adam,lr=0.05,epochs=2,frozen=w1;b*")).Result;
        for (int i = 0; i < result.Weights.Tensors.Count; i++)
        {
            string name = result.Weights.Layout.Parameters[i].Name;
            bool same = result.Weights.Tensors[i].Floats.SequenceEqual(model.Initializer(name)!.Floats);
            same.Should().Be(name != "w2", name);
        }
    }

    [Fact]
    public void Patience_stops_and_gives_the_best_epoch_back()
    {
        OnnxModel model = TestModels.Mlp(4, 8, 3, 5);
        (TrainingResult result, List<TrainingProgress> progress) = Train(model, Blobs(120), LogLoss, Options("builtin:adam,lr=0.3,epochs=400,batch=8,holdout=0.25,patience=5"));
        result.EpochsRun.Should().BeLessThan(400).And.Be(result.BestEpoch + 5);
        result.HoldOutScore.Should().Be(progress.Min(p => p.HoldOutScore));
        progress[result.BestEpoch - 1].HoldOutScore.Should().Be(result.HoldOutScore);
    }

    [Fact]
    public void Callback_stops_training()
    {
        Trainer trainer = Create(TestModels.Linear(4, 1), Blobs(40, 2), LogLoss, Options("builtin:sgd,epochs=50"));
        trainer.TryRun(p => p.Epoch < 3, out TrainingResult? result, out _).Should().BeTrue();
        result!.EpochsRun.Should().Be(3);
    }

    [Fact]
    public void Divergence_is_a_typed_fault()
    {
        Tensor x = TestModels.Uniform(1, "x", 1000f, 20, 4), y = TestModels.Uniform(1, "y", 1000f, 20, 1);
        DataSet.TryCreate([new DataInput("", x)], y, null, null, out DataSet? data, out _).Should().BeTrue();
        Trainer trainer = Create(
            TestModels.Linear(4, 1), data!, new ScoringTerms { Metric = Metric.Rmse, OutputKind = OutputKind.Value }, Options("builtin:sgd,lr=10,epochs=50"));
        trainer.TryRun(null, out _, out LearningFault fault).Should().BeFalse();
        fault.Error.Should().Be(LearningError.TrainingDiverged);
    }

    [Fact]
    public void Batch_normalisation_learns_and_moves_its_statistics()
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, -1, 4);
        string h = TestModels.Dense(writer, x, "1", 4, 6, 3);
        string Statistic(string name, float value)
        {
            Tensor tensor = Tensor.Create(ElementType.Float, 6);
            tensor.Floats.Fill(value);
            return writer.Initializer(name, tensor);
        }

        string n = writer.Node("BatchNormalization", [h, Statistic("scale", 1), Statistic("shift", 0), Statistic("mean", 0), Statistic("var", 1)]);
        writer.Node("", "Gemm", [writer.Node("Relu", [n]), writer.Initializer("w2", TestModels.Uniform(3, "w2", 0.5f, 6, 3))], ["logits"]);
        writer.Output("logits", ElementType.Float, -1, 3);
        OnnxModel model = TestModels.Parse(writer);
        DataSet data = Blobs(90);
        TrainingResult result = Train(model, data, LogLoss, Options("builtin:adam,lr=0.05,epochs=30,batch=30")).Result;
        WeightSet weights = result.Weights;
        weights.Layout.Parameters[weights.Layout.IndexOf("mean")].Role.Should().Be(ParameterRole.Statistic);
        weights.Tensors[weights.Layout.IndexOf("mean")].Floats.ToArray().Should().NotContain(0f);
        Score(model, data, LogLoss, weights).Should().BeLessThan(Score(model, data, LogLoss, null) / 2);
    }

    [Fact]
    public void Model_with_a_fixed_batch_is_trained_in_padded_batches()
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, 16, 4);
        writer.Node("", "Identity", [TestModels.Dense(writer, x, "1", 4, 3, 3)], ["logits"]);
        writer.Output("logits", ElementType.Float, 16, 3);
        OnnxModel model = TestModels.Parse(writer);
        DataSet data = Blobs(50);
        TrainingResult result = Train(model, data, LogLoss, Options("builtin:adam,lr=0.1,epochs=30,batch=7")).Result;
        Score(model, data, LogLoss, result.Weights).Should().BeLessThan(Score(model, data, LogLoss, null) / 2);
    }

    [Fact]
    public void Operator_without_gradient_is_named()
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, -1, 4);
        string h = TestModels.Dense(writer, x, "1", 4, 6, 3);
        writer.Node("", "Gemm", [writer.Node("Floor", [h]), writer.Initializer("w2", TestModels.Uniform(3, "w2", 0.5f, 6, 3))], ["logits"]);
        writer.Output("logits", ElementType.Float, -1, 3);
        OnnxModel model = TestModels.Parse(writer);
        ParameterLayout.TryCreate(model, out ParameterLayout? layout, out _).Should().BeTrue();
        Trainer.TryCreate(model, layout!, Blobs(30), LogLoss, new TrainingOptions(), PlanOptions.Default, out _, out LearningFault fault).Should().BeFalse();
        fault.Error.Should().Be(LearningError.TrainingGradient);
        fault.Detail.Should().Contain("Floor 'Floor_");
        Train(model, Blobs(30), LogLoss, Options("builtin:sgd,epochs=1,frozen=w1;b1")).Result.EpochsRun.Should().Be(1);
    }

    [Theory]
    [InlineData("LSTM", 4)]
    [InlineData("GRU", 3)]
    [InlineData("RNN", 1)]
    public void Gradient_that_a_recurrent_layer_would_lose_is_refused_before_training(string kind, int gates)
    {
        const int Hidden = 3;
        var writer = new OnnxModelWriter(17);
        string h = TestModels.Dense(writer, writer.Input("x", ElementType.Float, -1, 4), "1", 4, 6, 3);
        string steps = writer.Node("Unsqueeze", [h, writer.Initializer("first", Tensor.From<long>([0], 1))]);
        string w = writer.Initializer("rw", TestModels.Uniform(3, "rw", 0.5f, 1, gates * Hidden, 6)), r = writer.Initializer("rr", TestModels.Uniform(3, "rr", 0.5f, 1, gates * Hidden, Hidden));
        writer.Node("", kind, [steps, w, r], ["all", "last"], OnnxAttributes.Int("hidden_size", Hidden));
        writer.Node("", "Squeeze", ["last", "first"], ["logits"]);
        writer.Output("logits", ElementType.Float, -1, 3);
        OnnxModel model = TestModels.Parse(writer);
        ParameterLayout.TryCreate(model, out ParameterLayout? layout, out _).Should().BeTrue();

        // The layer's own weights, or one before it: either way the gradient would get lost there.
        foreach (string trainer in (string[])["builtin:sgd", "builtin:sgd,frozen=rw;rr"])
        {
            Trainer.TryCreate(model, layout!, Blobs(30), LogLoss, Options(trainer), PlanOptions.Default, out Trainer? made, out LearningFault fault).Should().BeFalse();
            made.Should().BeNull();
            fault.Error.Should().Be(LearningError.TrainingGradient);
            fault.Detail.Should().Contain($"{kind} 'all'");
        }
    }

    [Theory]
    [InlineData("If", LearningError.TrainingLoss)]
    [InlineData("SequenceAt", LearningError.TrainingLoss)]
    [InlineData("Cast", LearningError.TrainingGradient)]
    public void Gradient_that_would_get_lost_on_one_of_two_ways_is_refused(string kind, LearningError error)
    {
        // The other way to the loss has gradients: training would go on without the weights of this one. (What If and sequences give has no shape before
        // they run, and so the loss has none.)
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, -1, 4), bias = writer.Initializer("lost", TestModels.Uniform(3, "lost", 0.5f, 3));
        switch (kind)
        {
            case "If":
                OnnxGraph branch = Branch(bias);
                writer.Node("", "If", [writer.Initializer("yes", Tensor.From<bool>([true], 1))], ["through"], OnnxAttributes.OfGraph("then_branch", branch), OnnxAttributes.OfGraph("else_branch", branch));
                break;
            case "SequenceAt":
                writer.Node("", "SequenceConstruct", [bias], ["row"]);
                writer.Node("", "SequenceAt", ["row", writer.Initializer("zero", Tensor.From<long>([0]))], ["through"]);
                break;
            default:
                string wide = writer.Node("Cast", [bias], OnnxAttributes.Int("to", (long)ElementType.Double));
                writer.Node("", "Cast", [wide], ["through"], OnnxAttributes.Int("to", (long)ElementType.Float));
                break;
        }

        writer.Node("", "Add", [TestModels.Dense(writer, x, "1", 4, 3, 3), "through"], ["logits"]);
        writer.Output("logits", ElementType.Float, -1, 3);
        OnnxModel model = TestModels.Parse(writer);
        ParameterLayout.TryCreate(model, out ParameterLayout? layout, out _).Should().BeTrue();
        layout!.Parameters.Should().Contain(parameter => parameter.Name == "lost" && parameter.Role == ParameterRole.Trained);
        Trainer.TryCreate(model, layout, Blobs(30), LogLoss, new TrainingOptions(), PlanOptions.Default, out _, out LearningFault fault).Should().BeFalse();
        fault.Error.Should().Be(error);
        if (error == LearningError.TrainingGradient)
            fault.Detail.Should().Contain($"{kind} 'through'");
    }

    private static OnnxGraph Branch(string value) => new()
    {
        Nodes = [new OnnxNode { Operator = "Neg", Inputs = [value], Outputs = ["turned"] }],
        Outputs = [new OnnxValueInfo("turned", new OnnxType { Kind = OnnxTypeKind.Tensor, ElementType = ElementType.Float })],
    };

    /// <summary>Rows around one centre per class, in four dimensions.</summary>
    internal static DataSet Blobs(int rows, int classes = 3) => Support.Blobs.Of(rows, classes);

    internal static TrainingOptions Options(string trainer)
    {
        TrainerString.TryParse(trainer, out TrainingOptions? options, out LearningFault fault).Should().BeTrue(fault.Detail);
        return options!;
    }

    private static Trainer Create(OnnxModel model, DataSet data, ScoringTerms terms, TrainingOptions options, PlanOptions? plan = null)
    {
        ParameterLayout.TryCreate(model, out ParameterLayout? layout, out LearningFault fault).Should().BeTrue(fault.Detail);
        Trainer.TryCreate(model, layout!, data, terms, options, plan ?? PlanOptions.Default, out Trainer? trainer, out fault).Should().BeTrue(fault.Detail);
        return trainer!;
    }

    private static (TrainingResult Result, List<TrainingProgress> Progress) Train(
        OnnxModel model, DataSet data, ScoringTerms terms, TrainingOptions options, PlanOptions? plan = null)
    {
        var progress = new List<TrainingProgress>();
        bool trained = Create(model, data, terms, options, plan).TryRun(
            p =>
            {
                progress.Add(p);
                return true;
            },
            out TrainingResult? result,
            out LearningFault fault);
        trained.Should().BeTrue(fault.Detail);
        return (result!, progress);
    }

    /// <summary>Layers wide enough for every form of product, weights as [in, out] or as [out, in].</summary>
    private static OnnxModel Deep(bool transposed)
    {
        int[] sizes = [4, 130, 90, 3];
        var writer = new OnnxModelWriter(17);
        string value = writer.Input("x", ElementType.Float, -1, 4);
        for (int i = 1; i < sizes.Length; i++)
        {
            int[] shape = transposed ? [sizes[i], sizes[i - 1]] : [sizes[i - 1], sizes[i]];
            string w = writer.Initializer($"w{i}", TestModels.Uniform(7, $"w{i}", 0.2f, shape));
            string b = writer.Initializer($"b{i}", TestModels.Uniform(7, $"b{i}", 0.01f, sizes[i]));
            value = writer.Node("Gemm", [value, w, b], OnnxAttributes.Int("transB", transposed ? 1 : 0));
            value = i < sizes.Length - 1 ? writer.Node("Relu", [value]) : value;
        }

        writer.Node("", "Identity", [value], ["logits"]);
        writer.Output("logits", ElementType.Float, -1, 3);
        return TestModels.Parse(writer);
    }

    private static long Score(OnnxModel model, DataSet data, ScoringTerms terms, WeightSet? weights)
    {
        Scorer.TryCreate(model, data, terms, out Scorer? scorer, out LearningFault fault).Should().BeTrue(fault.Detail);
        scorer!.TryScore(weights, out Score score, out fault).Should().BeTrue(fault.Detail);
        return score.Value;
    }

    /// <summary>Runs the parts from the last to the first: a result that depends on their order would show.</summary>
    private sealed class BackwardsPartition : IPartition
    {
        public int Width => 4;

        public void Run(int count, Action<int> body)
        {
            for (int i = count - 1; i >= 0; i--)
                body(i);
        }
    }
}
