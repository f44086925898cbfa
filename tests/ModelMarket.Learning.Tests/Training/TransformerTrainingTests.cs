using ModelMarket.Learning.Data;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Tests.Support;
using ModelMarket.Learning.Training;
using ModelMarket.Learning.Weights;
using Xunit.Abstractions;

namespace ModelMarket.Learning.Tests.Training;

/// <summary>
/// One layer of attention learns to look something up: three pairs of a key and a value in any order, then a key; the answer is that key's value.
/// Nothing but attending to the right pair can answer.
/// </summary>
public sealed class TransformerTrainingTests(ITestOutputHelper output)
{
    private const int Keys = 3;
    private const int Values = 3;
    private const int Length = Keys + 1;
    private const int Tokens = (Keys * Values) + Keys;
    private const int Width = 16;
    private const int Rows = 480;

    private static readonly ScoringTerms Accuracy = new() { Metric = Metric.Accuracy, OutputKind = OutputKind.Logits };

    [Fact]
    public void Small_transformer_learns_to_look_up_and_answers_unseen_rows()
    {
        DataSet all = Data();
        int[] training = [.. Enumerable.Range(0, Rows * 3 / 4)], test = [.. Enumerable.Range(Rows * 3 / 4, Rows / 4)];
        OnnxModel model = Model(3);
        ParameterLayout.TryCreate(model, out ParameterLayout? layout, out LearningFault fault).Should().BeTrue(fault.Detail);
        TrainingOptions options = TrainerTests.Options("builtin:adam,lr=0.01,epochs=60,batch=32,schedule=cosine");
        Trainer.TryCreate(model, layout!, all.Select(training), Accuracy, options, PlanOptions.Default, out Trainer? trainer, out fault).Should().BeTrue(fault.Detail);
        trainer!.TryRun(null, out TrainingResult? result, out fault).Should().BeTrue(fault.Detail);

        Scorer.TryCreate(model, all.Select(test), Accuracy, out Scorer? scorer, out fault).Should().BeTrue(fault.Detail);
        scorer!.TryScore(result!.Weights, out Score score, out fault).Should().BeTrue(fault.Detail);
        double accuracy = score.Value / (double)MetricTraits.Scale;
        output.WriteLine($"accuracy {accuracy:F4}");
        accuracy.Should().BeGreaterThanOrEqualTo(0.95, "chance is a third");
    }

    private static DataSet Data()
    {
        Tensor x = Tensor.Create(ElementType.Float, Rows, Length), y = Tensor.Create(ElementType.Int64, Rows);
        var stream = new PhiloxStream(7, 97, 0);
        for (int row = 0; row < Rows; row++)
        {
            int[] order = [0, 1, 2], values = [.. Enumerable.Range(0, Keys).Select(_ => (int)(stream.NextSingle() * Values))];
            stream.Shuffle(order);
            for (int i = 0; i < Keys; i++)
                x.Floats[(row * Length) + i] = (order[i] * Values) + values[order[i]];
            int asked = (int)(stream.NextSingle() * Keys);
            x.Floats[(row * Length) + Keys] = (Keys * Values) + asked;
            y.Int64s[row] = values[asked];
        }

        DataSet.TryCreate([new DataInput("", x)], y, null, null, out DataSet? data, out LearningFault fault).Should().BeTrue(fault.Detail);
        return data!;
    }

    /// <summary>Embedding, attention of one head, feed-forward with GELU, each with a residual and a LayerNormalization; the last position answers.</summary>
    private static OnnxModel Model(ulong seed)
    {
        var w = new OnnxModelWriter(20);
        string tokens = w.Node("Cast", [w.Input("x", ElementType.Float, -1, Length)], OnnxAttributes.Int("to", (int)ElementType.Int64));
        string x = w.Node("Gather", [w.Initializer("embedding", TestModels.Uniform(seed, "embedding", 0.5f, Tokens, Width)), tokens]);
        string q = Product(x, "q", Width, Width), k = Product(x, "k", Width, Width), v = Product(x, "v", Width, Width);
        string scores = w.Node("Div", [w.Node("MatMul", [q, w.Node("Transpose", [k], OnnxAttributes.Ints("perm", 0, 2, 1))]), w.Initializer("root", Tensor.From<float>([4f], 1))]);
        string attended = Product(w.Node("MatMul", [w.Node("Softmax", [scores]), v]), "o", Width, Width);
        x = Normal(w.Node("Add", [x, attended]), "1");
        string hidden = w.Node("Gelu", [w.Node("Add", [Product(x, "up", Width, 32), w.Initializer("upb", TestModels.Uniform(seed, "upb", 0.1f, 32))])]);
        x = Normal(w.Node("Add", [x, Product(hidden, "down", 32, Width)]), "2");
        string last = w.Node("Gather", [x, w.Initializer("last", Tensor.From<long>([Keys]))], OnnxAttributes.Int("axis", 1));
        w.Node("", "Identity", [TestModels.Dense(w, last, "head", Width, Values, seed)], ["logits"]);
        w.Output("logits", ElementType.Float, -1, Values);
        return TestModels.Parse(w);

        string Product(string from, string name, int inputs, int outputs) =>
            w.Node("MatMul", [from, w.Initializer(name, TestModels.Uniform(seed, name, MathF.Sqrt(6f / (inputs + outputs)), inputs, outputs))]);

        string Normal(string from, string name)
        {
            Tensor ones = Tensor.Create(ElementType.Float, Width);
            ones.Floats.Fill(1);
            return w.Node("LayerNormalization", [from, w.Initializer("scale" + name, ones), w.Initializer("shift" + name, Tensor.Create(ElementType.Float, Width))]);
        }
    }
}
