using ModelMarket.Learning.Numerics;

namespace ModelMarket.Learning.Training;

/// <summary>The learning rate of each epoch.</summary>
internal static class LearningRate
{
    private const double Pi = 3.141592653589793;

    /// <summary>The rate of an epoch counted from 0, computed in double and rounded once.</summary>
    public static float Of(TrainingOptions options, int epoch)
    {
        if (epoch < options.WarmupEpochs)
            return (float)((double)options.LearningRate * (epoch + 1) / (options.WarmupEpochs + 1));
        int done = epoch - options.WarmupEpochs, all = Math.Max(1, options.Epochs - options.WarmupEpochs);
        double progress = (double)done / all;
        return options.Schedule switch
        {
            ScheduleKind.Step => Stepped(options, done / options.StepEpochs),
            ScheduleKind.Cosine => (float)(options.LearningRate * (0.5 * (1.0 + Elementary.Cos(Pi * progress)))),
            ScheduleKind.Linear => (float)(options.LearningRate * (1.0 - progress)),
            _ => options.LearningRate,
        };
    }

    private static float Stepped(TrainingOptions options, int steps)
    {
        double rate = options.LearningRate;
        for (int i = 0; i < steps && rate > 0.0; i++)
            rate *= options.StepFactor;
        return (float)rate;
    }
}
