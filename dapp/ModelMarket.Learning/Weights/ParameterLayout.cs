using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Weights;

/// <summary>The tensors that make up a submission for a model, in the order of its initializers (numerics.md §5): all float initializers that some
/// node reads, except where an operator reads them as a setting (bounds, scales of quantisation or resizing, exponents) and less the
/// frozen ones. Running statistics of BatchNormalization belong to it, with their own role.</summary>
public sealed class ParameterLayout
{
    private readonly Dictionary<string, int> indexByName = new(StringComparer.Ordinal);

    private ParameterLayout(List<Parameter> parameters)
    {
        Parameters = parameters;
        for (int i = 0; i < parameters.Count; i++)
        {
            indexByName.Add(parameters[i].Name, i);
            WeightCount += parameters[i].Count;
        }
    }

    /// <summary>The tensors in initializer order.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Elements of all of them.</summary>
    public int WeightCount { get; }

    /// <summary>The position of that name, or −1.</summary>
    public int IndexOf(string name) => indexByName.TryGetValue(name, out int index) ? index : -1;

    /// <summary>The layout of a model without frozen tensors.</summary>
    public static bool TryCreate(OnnxModel model, out ParameterLayout? layout, out LearningFault fault) => TryCreate(model, [], out layout, out fault);

    /// <summary>The layout of a model. <paramref name="frozen"/> names initializers that stay as the model has them. Error
    /// <see cref="LearningError.WeightsLayout"/>: an unknown frozen name, nothing left, or more than <see cref="LearningLimits.WeightsMax"/> weights.</summary>
    public static bool TryCreate(OnnxModel model, IReadOnlyList<string> frozen, out ParameterLayout? layout, out LearningFault fault)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(frozen);
        layout = null;
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in frozen)
        {
            if (model.Initializer(name) is null)
                return Fail($"the frozen tensor '{name}' is not an initializer of the model", out fault);
            kept.Add(name);
        }

        ParameterUse use = ParameterUse.Of(model);
        var parameters = new List<Parameter>();
        long count = 0;
        foreach (OnnxInitializer initializer in model.Initializers)
        {
            Tensor tensor = initializer.Tensor;
            if (tensor.Type != ElementType.Float || tensor.Count == 0 || kept.Contains(initializer.Name) || !use.IsParameter(initializer.Name))
                continue;
            count += tensor.Count;
            ParameterRole role = use.IsStatistic(initializer.Name) ? ParameterRole.Statistic : ParameterRole.Trained;
            parameters.Add(new Parameter(initializer.Name, tensor.Shape, tensor.Count, role));
        }

        if (parameters.Count == 0)
            return Fail("the model has no float initializer that can be trained; weights as Constant nodes cannot be submitted", out fault);
        if (count > LearningLimits.WeightsMax)
            return Fail($"the model has {count} weights, at most {LearningLimits.WeightsMax} are allowed", out fault);
        layout = new ParameterLayout(parameters);
        fault = default;
        return true;
    }

    /// <summary>True when names, shapes and roles agree in order.</summary>
    public bool Matches(ParameterLayout other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(this, other))
            return true;
        if (Parameters.Count != other.Parameters.Count)
            return false;
        for (int i = 0; i < Parameters.Count; i++)
        {
            Parameter a = Parameters[i], b = other.Parameters[i];
            if (a.Name != b.Name || a.Role != b.Role || !a.Shape.AsSpan().SequenceEqual(b.Shape))
                return false;
        }

        return true;
    }

    private static bool Fail(string detail, out LearningFault fault)
    {
        fault = new LearningFault(LearningError.WeightsLayout, detail);
        return false;
    }
}
