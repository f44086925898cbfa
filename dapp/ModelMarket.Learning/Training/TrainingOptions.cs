namespace ModelMarket.Learning.Training;

/// <summary>How a model is trained. With the same options, model and data the resulting weights are the same bits on every host.</summary>
public sealed record TrainingOptions
{
    /// <summary>The optimizer.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>The loss.</summary>
    public LossKind Loss { get; init; } = LossKind.Auto;

    /// <summary>Step length at the start of the schedule.</summary>
    public float LearningRate { get; init; } = 0.001f;

    /// <summary>Momentum of gradient descent.</summary>
    public float Momentum { get; init; }

    /// <summary>Adam's decay of the mean.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>Adam's decay of the squares.</summary>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>Adam's addition to the root.</summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>Weight decay per step, in units of the learning rate.</summary>
    public float WeightDecay { get; init; }

    /// <summary>The largest norm of a batch's gradient; 0: no clipping.</summary>
    public float GradientNormMax { get; init; }

    /// <summary>Passes over the rows.</summary>
    public int Epochs { get; init; } = 50;

    /// <summary>Rows of a batch. A model with a fixed first dimension decides itself.</summary>
    public int BatchRows { get; init; } = 32;

    /// <summary>Key of shuffles and splits.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The schedule of the learning rate.</summary>
    public ScheduleKind Schedule { get; init; }

    /// <summary>Epochs between two steps of <see cref="ScheduleKind.Step"/>.</summary>
    public int StepEpochs { get; init; } = 10;

    /// <summary>Factor of a step.</summary>
    public float StepFactor { get; init; } = 0.1f;

    /// <summary>Epochs in which the rate rises from 0 in a straight line before the schedule counts.</summary>
    public int WarmupEpochs { get; init; }

    /// <summary>Share of the rows, in thousandths, that is held out and only measured. The weights of the best epoch on it are the result.</summary>
    public int HoldOutThousandths { get; init; }

    /// <summary>Epochs without a better hold-out score after which training stops; 0: never.</summary>
    public int PatienceEpochs { get; init; }

    /// <summary>True: rows of a class weigh n / (classes · rows of the class).</summary>
    public bool BalancedClasses { get; init; }

    /// <summary>Weight of each class; empty: 1.</summary>
    public IReadOnlyList<float> ClassWeights { get; init; } = [];

    /// <summary>Standard deviation of the noise of private training, in units of <see cref="PrivacyClip"/>; 0: ordinary training.</summary>
    public float PrivacyNoise { get; init; }

    /// <summary>Norm that every row's gradient is scaled down to in private training.</summary>
    public float PrivacyClip { get; init; } = 1f;

    /// <summary>Initializers (or prefixes that end in <c>*</c>) that keep their values.</summary>
    public IReadOnlyList<string> Frozen { get; init; } = [];
}
