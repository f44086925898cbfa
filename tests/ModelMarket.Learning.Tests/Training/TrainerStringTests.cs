using ModelMarket.Learning.Training;

namespace ModelMarket.Learning.Tests.Training;

public sealed class TrainerStringTests
{
    [Fact]
    public void Every_key_is_read()
    {
        TrainerString.TryParse(
            "builtin:sgd,lr=0.5,momentum=0.9,decay=0.01,clip=2,epochs=7,batch=3,seed=12345678901,schedule=step,step=4,gamma=0.5,warmup=2,holdout=0.25,patience=3,"
            + "balanced=true,classweights=1;2.5,frozen=a;b*,loss=ce,beta1=0.8,beta2=0.9,eps=1e-6", out TrainingOptions? o, out LearningFault fault).Should().BeTrue(fault.Detail);
        o.Should().BeEquivalentTo(new TrainingOptions
        {
            Optimizer = OptimizerKind.Sgd,
            LearningRate = 0.5f,
            Momentum = 0.9f,
            WeightDecay = 0.01f,
            GradientNormMax = 2,
            Epochs = 7,
            BatchRows = 3,
            Seed = 12345678901,
            Schedule = ScheduleKind.Step,
            StepEpochs = 4,
            StepFactor = 0.5f,
            WarmupEpochs = 2,
            HoldOutThousandths = 250,
            PatienceEpochs = 3,
            BalancedClasses = true,
            ClassWeights = [1f, 2.5f],
            Frozen = ["a", "b*"],
            Loss = LossKind.CrossEntropy,
            Beta1 = 0.8f,
            Beta2 = 0.9f,
            Epsilon = 1e-6f,
        });
    }

    [Theory]
    [InlineData("", "builtin:adam")]
    [InlineData("docker:thing", "builtin:adam")]
    [InlineData("builtin:lion", "lion")]
    [InlineData("builtin:adam,lr", "lr")]
    [InlineData("builtin:adam,lr=0", "lr=0")]
    [InlineData("builtin:adam,lr=NaN", "lr=NaN")]
    [InlineData("builtin:adam,lr=1,lr=2", "lr=2")]
    [InlineData("builtin:adam,epochs=-1", "epochs=-1")]
    [InlineData("builtin:adam,epochs=1000000000", "epochs")]
    [InlineData("builtin:adam,speed=9", "speed")]
    [InlineData("builtin:adam,schedule=random", "schedule")]
    [InlineData("builtin:adam,classweights=1;x", "classweights")]
    public void Bad_string_is_refused_and_named(string text, string named)
    {
        TrainerString.TryParse(text, out _, out LearningFault fault).Should().BeFalse();
        fault.Error.Should().Be(LearningError.TrainingOptions);
        fault.Detail.Should().Contain(named);
    }
}
