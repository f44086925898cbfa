using System.Globalization;

namespace ModelMarket.Learning.Training;

/// <summary>Reads how a job asks its clients to train: <c>builtin:adam,lr=0.05,epochs=200,batch=16</c>.</summary>
public static class TrainerString
{
    private const string Builtin = "builtin:";
    private const string Known = "lr, epochs, batch, seed, momentum, beta1, beta2, eps, decay, clip, schedule, step, gamma, warmup, holdout, patience, balanced, classweights, frozen, loss, dpnoise, dpclip";

    /// <summary>True for a string that names the trainer of this library.</summary>
    public static bool IsBuiltin(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(Builtin, StringComparison.Ordinal);
    }

    /// <summary>Reads a trainer string. Error <see cref="LearningError.TrainingOptions"/>, naming the part that cannot be read and what it may be.</summary>
    public static bool TryParse(string text, out TrainingOptions? options, out LearningFault fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        options = null;
        if (text.Length > LearningLimits.TrainerStringCharsMax)
            return Fail($"the trainer string has {text.Length} characters, at most {LearningLimits.TrainerStringCharsMax} are read", out fault);
        if (!IsBuiltin(text))
            return Fail($"'{text}' is not a trainer of this program; it reads strings such as builtin:adam,lr=0.05,epochs=200,batch=16", out fault);
        string[] parts = text[Builtin.Length..].Split(',');
        if (!TryOptimizer(parts[0].Trim(), out TrainingOptions read, out fault))
            return false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 1; i < parts.Length; i++)
        {
            int at = parts[i].IndexOf('=', StringComparison.Ordinal);
            string key = at < 0 ? "" : parts[i][..at].Trim();
            if (at < 0 || !seen.Add(key))
                return Fail($"'{parts[i].Trim()}' is not key=value, or repeats a key; known keys: {Known}", out fault);
            if (!TrySet(ref read, key, parts[i][(at + 1)..].Trim(), out fault))
                return false;
        }

        options = read;
        return true;
    }

    private static bool TryOptimizer(string name, out TrainingOptions options, out LearningFault fault)
    {
        fault = default;
        options = new TrainingOptions();
        switch (name)
        {
            case "adam":
                return true;
            case "adamw":
                options = options with { Optimizer = OptimizerKind.AdamW, WeightDecay = 0.01f };
                return true;
            case "sgd":
                options = options with { Optimizer = OptimizerKind.Sgd, LearningRate = 0.01f };
                return true;
            case "momentum":
                options = options with { Optimizer = OptimizerKind.Sgd, LearningRate = 0.01f, Momentum = 0.9f };
                return true;
            default:
                return Fail($"the optimizer '{name}' is unknown; adam, adamw, sgd and momentum are known", out fault);
        }
    }

    private static bool TrySet(ref TrainingOptions options, string key, string value, out LearningFault fault)
    {
        (float number, bool isNumber) = Number(value);
        (int whole, bool isWhole) = Whole(value);
        TrainingOptions? next = key switch
        {
            "lr" => isNumber && number > 0 ? options with { LearningRate = number } : null,
            "momentum" => isNumber && number is >= 0 and < 1 ? options with { Momentum = number } : null,
            "beta1" => isNumber && number is >= 0 and < 1 ? options with { Beta1 = number } : null,
            "beta2" => isNumber && number is >= 0 and < 1 ? options with { Beta2 = number } : null,
            "eps" => isNumber && number > 0 ? options with { Epsilon = number } : null,
            "decay" => isNumber && number >= 0 ? options with { WeightDecay = number } : null,
            "clip" => isNumber && number >= 0 ? options with { GradientNormMax = number } : null,
            "dpnoise" => isNumber && number >= 0 ? options with { PrivacyNoise = number } : null,
            "dpclip" => isNumber && number > 0 ? options with { PrivacyClip = number } : null,
            "gamma" => isNumber && number is > 0 and <= 1 ? options with { StepFactor = number } : null,
            "holdout" => isNumber && number is >= 0 and <= 0.5f ? options with { HoldOutThousandths = (int)Math.Round((double)number * 1000.0) } : null,
            "epochs" => isWhole && whole is >= 1 and <= LearningLimits.TrainingEpochsMax ? options with { Epochs = whole } : null,
            "batch" => isWhole && whole is >= 1 and <= LearningLimits.TrainingBatchRowsMax ? options with { BatchRows = whole } : null,
            "step" => isWhole && whole is >= 1 ? options with { StepEpochs = whole } : null,
            "warmup" => isWhole ? options with { WarmupEpochs = whole } : null,
            "patience" => isWhole ? options with { PatienceEpochs = whole } : null,
            _ => TextOption(options, key, value),
        };
        if (next is null)
            return Fail($"'{key}={value}': the key is unknown or the value is out of its range; known keys: {Known}", out fault);
        options = next;
        fault = default;
        return true;
    }

    private static TrainingOptions? TextOption(TrainingOptions options, string key, string value) => (key, value) switch
    {
        ("seed", _) => ulong.TryParse(value, NumberStyles.None, NumberFormatInfo.InvariantInfo, out ulong seed) ? options with { Seed = seed } : null,
        ("schedule", "constant") => options with { Schedule = ScheduleKind.Constant },
        ("schedule", "step") => options with { Schedule = ScheduleKind.Step },
        ("schedule", "cosine") => options with { Schedule = ScheduleKind.Cosine },
        ("schedule", "linear") => options with { Schedule = ScheduleKind.Linear },
        ("balanced", "true") => options with { BalancedClasses = true },
        ("balanced", "false") => options with { BalancedClasses = false },
        ("loss", "auto") => options with { Loss = LossKind.Auto },
        ("loss", "ce") => options with { Loss = LossKind.CrossEntropy },
        ("loss", "bce") => options with { Loss = LossKind.BinaryCrossEntropy },
        ("loss", "mse") => options with { Loss = LossKind.SquaredError },
        ("classweights", _) => ClassWeights(options, value),
        ("frozen", { Length: > 0 }) => options with { Frozen = value.Split(';') },
        _ => null,
    };

    private static TrainingOptions? ClassWeights(TrainingOptions options, string value)
    {
        string[] parts = value.Split(';');
        var weights = new float[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            (weights[i], bool isNumber) = Number(parts[i]);
            if (!isNumber || weights[i] < 0)
                return null;
        }

        return options with { ClassWeights = weights };
    }

    private static (float Value, bool Ok) Number(string text)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign;
        bool ok = float.TryParse(text, Style, NumberFormatInfo.InvariantInfo, out float value) && float.IsFinite(value);
        return (value, ok);
    }

    private static (int Value, bool Ok) Whole(string text)
    {
        bool ok = int.TryParse(text, NumberStyles.None, NumberFormatInfo.InvariantInfo, out int value);
        return (value, ok);
    }

    private static bool Fail(string detail, out LearningFault fault)
    {
        fault = new LearningFault(LearningError.TrainingOptions, detail);
        return false;
    }
}
