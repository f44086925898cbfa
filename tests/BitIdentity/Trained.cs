using ModelMarket.Learning;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Tests.Support;
using ModelMarket.Learning.Training;
using ModelMarket.Learning.Weights;

namespace BitIdentity;

/// <summary>Weights of models trained here.</summary>
internal static class Trained
{
    private const int Rows = 75;
    private const int Classes = 3;

    public static IEnumerable<Subject> All() =>
    [
        Of("mlp-adam", () => TestModels.Mlp(Blobs.Features, 40, Classes, 5, "Tanh"), "builtin:adam,lr=0.02,epochs=3,batch=16,schedule=cosine,warmup=1"),
        Of("mlp-momentum", () => TestModels.Mlp(Blobs.Features, 40, Classes, 5, "Sigmoid"), "builtin:momentum,lr=0.1,epochs=3,batch=16,decay=0.01,clip=0.5,balanced=true"),
        Of("cnn-adamw", Cnn, "builtin:adamw,lr=0.01,epochs=3,batch=16,holdout=0.2,patience=2"),
    ];

    private static Subject Of(string name, Func<OnnxModel> model, string trainer) =>
        new($"trained/{name}", (options, writer) => writer.Write(Weights(model(), trainer, options).CanonicalBytes()));

    private static WeightSet Weights(OnnxModel model, string trainer, PlanOptions plan)
    {
        var terms = new ScoringTerms { Metric = Metric.LogLoss, OutputKind = OutputKind.Logits };
        if (!TrainerString.TryParse(trainer, out TrainingOptions? options, out LearningFault fault)
            || !ParameterLayout.TryCreate(model, out ParameterLayout? layout, out fault)
            || !Trainer.TryCreate(model, layout!, Blobs.Of(Rows, Classes), terms, options!, plan, out Trainer? made, out fault)
            || !made!.TryRun(null, out TrainingResult? result, out fault))
            throw new InvalidOperationException(fault.ToString());
        return result!.Weights;
    }

    /// <summary>Four features as an image of 2 × 2: Conv, BatchNormalization, Relu, MaxPool, dense.</summary>
    private static OnnxModel Cnn()
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, -1, Blobs.Features);
        string image = writer.Node("Reshape", [x, writer.Initializer("to", Tensor.From<long>([-1, 1, 2, 2], 4))]);
        string c = writer.Node("Conv", [image, writer.Initializer("k", TestModels.Uniform(7, "k", 0.8f, 20, 1, 3, 3)), writer.Initializer("c", TestModels.Uniform(7, "c", 0.1f, 20))], OnnxAttributes.Ints("pads", 1, 1, 1, 1));
        Tensor ones = Tensor.Create(ElementType.Float, 20), zeros = Tensor.Create(ElementType.Float, 20);
        ones.Floats.Fill(1);
        string n = writer.Node(
            "BatchNormalization", [c, writer.Initializer("scale", ones), writer.Initializer("shift", zeros), writer.Initializer("mean", zeros), writer.Initializer("var", ones)]);
        string p = writer.Node("MaxPool", [writer.Node("Relu", [n])], OnnxAttributes.Ints("kernel_shape", 2, 2));
        writer.Node("", "Identity", [TestModels.Dense(writer, writer.Node("Flatten", [p]), "1", 20, Classes, 7)], ["logits"]);
        writer.Output("logits", ElementType.Float, -1, Classes);
        return TestModels.Parse(writer);
    }
}
