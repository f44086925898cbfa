using System.Security.Cryptography;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Tests.Support;
using ModelMarket.Learning.Training;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Tests.Training;

/// <summary>The bits of trained weights, pinned: a change of any rounding, order or random draw in forward pass, gradients or optimizers shows here.</summary>
public sealed class TrainedBitsTests
{
    [Theory]
    [InlineData("Tanh", "builtin:adam,lr=0.02,epochs=3,batch=16,schedule=cosine,warmup=1", "2ed1bce7ff3dc082e8ba144b0e6c5321")]
    [InlineData("Sigmoid", "builtin:momentum,lr=0.1,epochs=3,batch=16,decay=0.01,clip=0.5,balanced=true", "39949b2cfc23a9fa686e4ea0d7d6c1fe")]
    public void Trained_weights_have_the_pinned_bits(string activation, string trainer, string expected)
    {
        OnnxModel model = TestModels.Mlp(4, 40, 3, 5, activation);
        DataSet data = TrainerTests.Blobs(75);
        ParameterLayout.TryCreate(model, out ParameterLayout? layout, out _).Should().BeTrue();
        var terms = new ScoringTerms { Metric = Metric.LogLoss, OutputKind = OutputKind.Logits };
        Trainer.TryCreate(model, layout!, data, terms, TrainerTests.Options(trainer), PlanOptions.Default, out Trainer? made, out LearningFault fault).Should().BeTrue(fault.Detail);
        made!.TryRun(null, out TrainingResult? result, out fault).Should().BeTrue(fault.Detail);
        Convert.ToHexStringLower(SHA256.HashData(result!.Weights.CanonicalBytes()))[..32].Should().Be(expected);
    }
}
