using ModelMarket.Learning.Data;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training;

/// <summary>The loss at the end of a graph and its gradient by the value it is taken from. A softmax or sigmoid that produces the scored
/// probabilities is taken into the loss, so that its gradient is p − t.</summary>
internal sealed class LossHead
{
    private readonly LossForm form;
    private readonly int width;
    private readonly IReadOnlyList<long> classOrder;

    private LossHead(string root, LossForm form, int width, IReadOnlyList<long> classOrder)
    {
        Root = root;
        this.form = form;
        this.width = width;
        this.classOrder = classOrder;
    }

    /// <summary>The value whose gradient the backward pass starts from.</summary>
    public string Root { get; }

    /// <summary>Finds root and form. Error <see cref="LearningError.TrainingLoss"/>.</summary>
    public static bool TryCreate(ExecutionPlan plan, DataSet data, ScoringTerms terms, TrainingOptions options, int rows, out LossHead? head, out LearningFault fault)
    {
        head = null;
        string output = terms.OutputName.Length == 0 ? plan.OutputNames[0] : terms.OutputName;
        if (plan.ShapeOf(output) is not { } shape || plan.TypeOf(output) != ElementType.Float || !TensorShape.TryCount(shape, out int count) || count % rows != 0)
            return Fail($"the output '{output}' is no float tensor of {rows} rows", out fault);
        int width = count / rows;
        string root = output;
        LossForm? form = terms.OutputKind switch
        {
            OutputKind.Logits => OfLogits(data, options.Loss, width),
            OutputKind.Probabilities => OfProbabilities(plan, data, width, ref root),
            OutputKind.Value when options.Loss is LossKind.Auto or LossKind.SquaredError => LossForm.SquaredError,
            _ => null,
        };
        if (form is null)
            return Fail($"no loss {options.Loss} for outputs of kind {terms.OutputKind}, {width} per row, and targets {data.Targets}", out fault);
        bool classes = form is LossForm.Softmax or LossForm.Sigmoid or LossForm.Probability or LossForm.SingleProbability;
        if (classes ? !data.HasClasses || data.Targets.Count != data.RowCount : data.HasClasses || data.Targets.Count != data.RowCount * width)
            return Fail($"targets {data.Targets} do not fit an output of {width} per row", out fault);
        head = new LossHead(root, form.Value, width, terms.ClassOrder);
        fault = default;
        return classes ? head.TryLabels(data, out fault) : true;
    }

    /// <summary>Fills the gradient of the mean loss over the batch; gives the sum of weighted row losses. Rows of weight 0 (padding) get zeros. In double,
    /// rounded once.</summary>
    /// <param name="output">The root's forward value.</param>
    /// <param name="targets">Targets of the batch.</param>
    /// <param name="rowWeights">Weight of every row, padding 0.</param>
    /// <param name="divisor">What the batch's gradient is divided by: the sum of weights as a rule.</param>
    /// <param name="gradient">The root's gradient.</param>
    public double Evaluate(Tensor output, Tensor targets, ReadOnlySpan<double> rowWeights, double divisor, Tensor gradient)
    {
        double loss = 0.0;
        Span<float> values = output.Floats, slopes = gradient.Floats;
        for (int row = 0; row < rowWeights.Length; row++)
        {
            Span<float> x = values.Slice(row * width, width), dx = slopes.Slice(row * width, width);
            if (rowWeights[row] == 0.0)
            {
                dx.Clear();
                continue;
            }

            loss += rowWeights[row] * Row(x, dx, targets, row, rowWeights[row] / divisor);
        }

        return loss;
    }

    private double Row(ReadOnlySpan<float> x, Span<float> dx, Tensor targets, int row, double scale) => form switch
    {
        LossForm.Softmax => SoftmaxRow(x, dx, ColumnOf(targets.Int64s[row]), scale),
        LossForm.Sigmoid => SigmoidRow(x, dx, ColumnOf(targets.Int64s[row]), scale),
        LossForm.SigmoidEach => SigmoidEachRow(x, dx, targets.Floats.Slice(row * width, width), scale),
        LossForm.Probability => ProbabilityRow(x, dx, ColumnOf(targets.Int64s[row]), scale),
        LossForm.SingleProbability => SingleProbabilityRow(x, dx, ColumnOf(targets.Int64s[row]), scale),
        _ => SquaredRow(x, dx, targets.Floats.Slice(row * width, width), scale),
    };

    private static double SoftmaxRow(ReadOnlySpan<float> x, Span<float> dx, int target, double scale)
    {
        double max = x[0], sum = 0.0;
        for (int i = 1; i < x.Length; i++)
            max = x[i] > max ? x[i] : max;
        for (int i = 0; i < x.Length; i++)
            sum += Elementary.Exp(x[i] - max);
        for (int i = 0; i < x.Length; i++)
            dx[i] = (float)(((Elementary.Exp(x[i] - max) / sum) - (i == target ? 1.0 : 0.0)) * scale);
        return Elementary.Log(sum) - (x[target] - max);
    }

    private static double SigmoidRow(ReadOnlySpan<float> x, Span<float> dx, int target, double scale)
    {
        dx[0] = (float)((Elementary.Sigmoid((double)x[0]) - target) * scale);
        return Elementary.Softplus(target == 1 ? -(double)x[0] : x[0]);
    }

    private static double SigmoidEachRow(ReadOnlySpan<float> x, Span<float> dx, ReadOnlySpan<float> targets, double scale)
    {
        double loss = 0.0;
        for (int i = 0; i < x.Length; i++)
        {
            dx[i] = (float)((Elementary.Sigmoid((double)x[i]) - targets[i]) * scale / x.Length);
            loss += Elementary.Softplus((double)x[i]) - ((double)targets[i] * x[i]);
        }

        return loss / x.Length;
    }

    private static double ProbabilityRow(ReadOnlySpan<float> x, Span<float> dx, int target, double scale)
    {
        double p = x[target] > ProbabilityMin ? x[target] : ProbabilityMin;
        dx.Clear();
        dx[target] = (float)(-scale / p);
        return -Elementary.Log(p);
    }

    private static double SingleProbabilityRow(ReadOnlySpan<float> x, Span<float> dx, int target, double scale)
    {
        double p = target == 1 ? x[0] : 1.0 - x[0];
        p = p > ProbabilityMin ? p : ProbabilityMin;
        dx[0] = (float)((target == 1 ? -scale : scale) / p);
        return -Elementary.Log(p);
    }

    private static double SquaredRow(ReadOnlySpan<float> x, Span<float> dx, ReadOnlySpan<float> targets, double scale)
    {
        double loss = 0.0;
        for (int i = 0; i < x.Length; i++)
        {
            double difference = (double)x[i] - targets[i];
            dx[i] = (float)(2.0 * difference * scale / x.Length);
            loss += difference * difference;
        }

        return loss / x.Length;
    }

    private const double ProbabilityMin = 5.9604644775390625e-08;

    private static LossForm? OfLogits(DataSet data, LossKind loss, int width) => (loss, data.HasClasses) switch
    {
        (LossKind.Auto, true) => width == 1 ? LossForm.Sigmoid : LossForm.Softmax,
        (LossKind.CrossEntropy, true) when width > 1 => LossForm.Softmax,
        (LossKind.BinaryCrossEntropy, true) when width == 1 => LossForm.Sigmoid,
        (LossKind.BinaryCrossEntropy, false) => LossForm.SigmoidEach,
        (LossKind.SquaredError, false) => LossForm.SquaredError,
        _ => null,
    };

    private static LossForm? OfProbabilities(ExecutionPlan plan, DataSet data, int width, ref string root)
    {
        if (!data.HasClasses)
            return null;
        foreach (OnnxNode node in plan.Nodes)
        {
            if (node.Outputs.Count == 0 || node.Outputs[0] != root || node.Domain.Length != 0)
                continue;
            int rank = plan.ShapeOf(root)!.Length;
            long axis = node.Find("axis") is { } attribute ? attribute.Int : -1;
            if (node.Operator == "Softmax" && width > 1 && rank == 2 && (axis is -1 or 1))
            {
                root = node.Inputs[0];
                return LossForm.Softmax;
            }

            if (node.Operator == "Sigmoid" && width == 1)
            {
                root = node.Inputs[0];
                return LossForm.Sigmoid;
            }
        }

        return width == 1 ? LossForm.SingleProbability : LossForm.Probability;
    }

    private bool TryLabels(DataSet data, out LearningFault fault)
    {
        int columns = width == 1 ? 2 : width;
        fault = default;
        if (classOrder.Count != 0 && classOrder.Count != columns)
            return Fail($"the class order names {classOrder.Count} labels, the output has {columns}", out fault);
        foreach (long label in data.Targets.Int64s)
        {
            int column = ColumnOf(label);
            if (column < 0 || column >= columns)
                return Fail($"label {label} is none of the output's {columns} classes", out fault);
        }

        return true;
    }

    /// <summary>The output column of a label, or −1.</summary>
    public int ColumnOf(long label)
    {
        if (classOrder.Count == 0)
            return (int)label;
        for (int i = 0; i < classOrder.Count; i++)
        {
            if (classOrder[i] == label)
                return i;
        }

        return -1;
    }

    private static bool Fail(string detail, out LearningFault fault)
    {
        fault = new LearningFault(LearningError.TrainingLoss, detail);
        return false;
    }
}
