using ModelMarket.Learning.Data;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Training.Gradients;

namespace ModelMarket.Learning.Training;

/// <summary>Forward and backward pass for batches of one size.</summary>
internal sealed class TrainingStep
{
    private readonly OnnxModel model;
    private readonly ExecutionPlan plan;
    private readonly BackwardPass backward;
    private readonly LossHead head;
    private readonly ModelWeights weights;
    private readonly int rows;
    private readonly Dictionary<string, Tensor> inputs = new(StringComparer.Ordinal);
    private readonly double[] rowWeights;
    private readonly Tensor targets;
    private PlanRun? run;

    private TrainingStep(OnnxModel model, ExecutionPlan plan, BackwardPass backward, LossHead head, ModelWeights weights, DataSet data, int rows)
    {
        this.model = model;
        this.plan = plan;
        this.backward = backward;
        this.head = head;
        this.weights = weights;
        this.rows = rows;
        rowWeights = new double[rows];
        targets = RowCopy.Gather(data.Targets, [], rows);
        foreach (OnnxValueInfo input in model.Inputs)
            inputs.Add(input.Name, RowCopy.Gather(data.InputFor(input.Name)!, [], rows));
    }

    /// <summary>Plans the passes for batches of <paramref name="rows"/> rows.</summary>
    public static bool TryCreate(
        OnnxModel model, DataSet data, ScoringTerms terms, TrainingOptions options, PlanOptions planOptions, IReadOnlyList<string> trained,
        Func<ExecutionPlan, ModelWeights> weights, int rows, out TrainingStep? step, out LearningFault fault)
    {
        step = null;
        var shapes = new Dictionary<string, int[]>(StringComparer.Ordinal);
        foreach (OnnxValueInfo input in model.Inputs)
        {
            var shape = (int[])data.InputFor(input.Name)!.Shape.Clone();
            shape[0] = rows;
            shapes.Add(input.Name, shape);
        }

        if (!ExecutionPlan.TryCreate(TrainingGraph.Of(model), shapes, planOptions with { KeepValues = true }, out ExecutionPlan? plan, out fault)
            || !LossHead.TryCreate(plan!, data, terms, options, rows, out LossHead? head, out fault)
            || !BackwardPass.TryCreate(plan!, Present(plan!, trained), head!.Root, out BackwardPass? backward, out fault))
            return false;
        step = new TrainingStep(model, plan!, backward!, head, weights(plan!), data, rows);
        return true;
    }

    /// <summary>The weights it runs with: whoever changes their tensors says so there.</summary>
    public ModelWeights Weights => weights;

    /// <summary>The gradient of a trained tensor after the last pass, or null where the loss does not depend on it or a sink took it.</summary>
    public Tensor? GradientOf(string name) => backward.HasGradient(name) ? backward.GradientOf(name) : null;

    /// <summary>The new value of a running statistic after the last pass, or null where no batch normalisation updates it.</summary>
    public Tensor? StatisticOf(string name) => run?.ValueOf(TrainingGraph.RunningName(name)) as Tensor;

    /// <summary>The output column of a row's label, for class weights; −1 without classes.</summary>
    public int ColumnOf(long label) => head.ColumnOf(label);

    /// <summary>Runs forward and backward on rows of the data. Fewer rows than planned are padded with zeros of weight 0.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="chosen">Row numbers.</param>
    /// <param name="weightOf">Weight of every row of the data set.</param>
    /// <param name="divisor">What gradients are divided by; 0: the sum of the chosen rows' weights.</param>
    /// <param name="sink">Takes gradients of weights while they are computed, or null.</param>
    /// <param name="loss">The sum of weighted row losses.</param>
    /// <param name="fault">What stopped a node.</param>
    public bool TryRun(DataSet data, ReadOnlySpan<int> chosen, double[] weightOf, double divisor, IGradientSink? sink, out double loss, out LearningFault fault)
    {
        loss = 0.0;
        Load(data, chosen, weightOf);
        bool started = run is null ? plan.TryStart(inputs, weights, out run, out fault) : run.TryRestart(inputs, out fault);
        if (!started)
            return false;
        if (!run!.Complete())
        {
            fault = run.Fault;
            return false;
        }

        double sum = divisor;
        for (int i = 0; i < rows && divisor == 0.0; i++)
            sum += rowWeights[i];
        if (sum == 0.0)
            sum = 1.0; // all weights zero: the gradient is zero whatever it is divided by
        loss = head.Evaluate((Tensor)run.ValueOf(head.Root)!, targets, rowWeights, sum, backward.GradientOf(head.Root));
        backward.Run(run, head.Root, sink);
        return true;
    }

    private void Load(DataSet data, ReadOnlySpan<int> chosen, double[] weightOf)
    {
        Invariant.Require(chosen.Length <= rows, "more rows than planned");
        foreach (OnnxValueInfo input in model.Inputs)
        {
            Tensor tensor = inputs[input.Name];
            RowCopy.Gather(data.InputFor(input.Name)!, chosen, tensor);
            tensor.Bytes[(chosen.Length * RowCopy.RowBytes(tensor))..].Clear();
        }

        RowCopy.Gather(data.Targets, chosen, targets);
        for (int i = 0; i < rows; i++)
            rowWeights[i] = i < chosen.Length ? weightOf[chosen[i]] : 0.0;
    }

    private static List<string> Present(ExecutionPlan plan, IReadOnlyList<string> trained)
    {
        var present = new List<string>();
        foreach (string name in trained)
        {
            if (plan.ShapeOf(name) is not null)
                present.Add(name);
        }

        return present;
    }
}
