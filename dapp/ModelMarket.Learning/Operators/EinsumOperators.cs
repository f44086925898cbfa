using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Einsum and Det. An Einsum output sums, over its absent letters in the order they first appear, the product of all inputs from the first to the last.</summary>
internal static class EinsumOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("Einsum", 12, TypeSet.Numeric, Infer, Run, OperatorTraits.Widen);
        table.Add("Det", 11, TypeSet.Floating, InferDet, RunDet, OperatorTraits.Widen);
    }

    private static bool Infer(NodeContext node)
    {
        string text = node.Text("equation", "").Replace(" ", "", StringComparison.Ordinal);
        int arrow = text.IndexOf("->", StringComparison.Ordinal);
        string[] terms = (arrow < 0 ? text : text[..arrow]).Split(',');
        if (terms.Length != node.InputCount || text.Length > 256)
            return node.Fail(LearningError.OperatorAttribute, $"equation '{text}' for {node.InputCount} inputs");
        var sizes = new Dictionary<char, int>();
        var order = new List<char>();
        var labels = new string[terms.Length];
        for (int i = 0; i < terms.Length; i++)
        {
            if (!node.TryShape(i, out int[] shape))
                return false;
            labels[i] = Expand(terms[i], shape.Length);
            if (labels[i].Length != shape.Length || !TrySizes(labels[i], shape, sizes, order))
                return node.Fail(LearningError.OperatorShape, $"'{terms[i]}' does not fit {TensorShape.Text(shape)}");
        }

        return Finish(node, labels, arrow < 0 ? Implicit(labels, order) : ExpandOutput(text[(arrow + 2)..], order), sizes, order);
    }

    /// <summary>Dots become labels that no letter uses, counted from the right.</summary>
    private static string Expand(string term, int rank)
    {
        int dots = term.IndexOf("...", StringComparison.Ordinal);
        if (dots < 0)
            return term;
        int free = Math.Clamp(rank - (term.Length - 3), 0, LearningLimits.RankMax);
        var middle = new char[free];
        for (int i = 0; i < free; i++)
            middle[i] = (char)('0' + LearningLimits.RankMax - free + i);
        return term[..dots] + new string(middle) + term[(dots + 3)..];
    }

    private static bool IsDot(char label) => label < 'A';

    private static bool TrySizes(string labels, int[] shape, Dictionary<char, int> sizes, List<char> order)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if (!IsDot(labels[i]) && !char.IsAsciiLetter(labels[i]))
                return false;
            if (!sizes.TryGetValue(labels[i], out int known))
                order.Add(labels[i]);
            else if (known != shape[i] && known != 1 && shape[i] != 1)
                return false;
            sizes[labels[i]] = known > 1 ? known : shape[i];
        }

        return true;
    }

    private static string ExpandOutput(string output, List<char> order)
    {
        string dots = string.Concat(Dots(order));
        return output.Replace("...", dots, StringComparison.Ordinal);
    }

    private static List<char> Dots(List<char> order)
    {
        var dots = order.FindAll(IsDot);
        dots.Sort();
        return dots;
    }

    private static string Implicit(string[] labels, List<char> order)
    {
        var once = new List<char>();
        foreach (char label in order)
        {
            int count = 0;
            foreach (string term in labels)
            {
                foreach (char c in term)
                    count += c == label ? 1 : 0;
            }

            if (count == 1 && !IsDot(label))
                once.Add(label);
        }

        once.Sort();
        return string.Concat(Dots(order)) + string.Concat(once);
    }

    private static bool Finish(NodeContext node, string[] labels, string output, Dictionary<char, int> sizes, List<char> order)
    {
        var shape = new int[output.Length];
        for (int i = 0; i < output.Length; i++)
        {
            if (!sizes.TryGetValue(output[i], out shape[i]) || output.IndexOf(output[i], StringComparison.Ordinal) != i)
                return node.Fail(LearningError.OperatorAttribute, $"'{output[i]}' of the output");
        }

        string summed = string.Concat(order.FindAll(label => !output.Contains(label, StringComparison.Ordinal)));
        int[] sums = Array.ConvertAll(summed.ToCharArray(), label => sizes[label]);
        if (!node.Output(0, node.TypeOf(0), shape) || shape.Length + sums.Length > 2 * LearningLimits.RankMax)
            return node.Fail(LearningError.OperatorShape, "too many dimensions");
        var outputStrides = new int[labels.Length][];
        var summedStrides = new int[labels.Length][];
        for (int i = 0; i < labels.Length; i++)
        {
            outputStrides[i] = StridesOf(output, labels[i], node.Input(i).Shape!);
            summedStrides[i] = StridesOf(summed, labels[i], node.Input(i).Shape!);
        }

        double work = 1;
        foreach (int size in shape)
            work *= size;
        foreach (int size in sums)
            work *= size;
        work *= WorkWeights.TypedAccess;
        if (work * labels.Length > LearningLimits.PlanWorkMax)
            return node.Fail(LearningError.PlanTooMuchWork, "more work than can be counted");
        node.Work = (long)(work * labels.Length);
        node.State = new EinsumEquation(shape, sums, outputStrides, summedStrides);
        return true;
    }

    /// <summary>Per label the step it makes in an input; a repeated label walks the diagonal, a dimension of 1 stands still.</summary>
    private static int[] StridesOf(string labels, string term, int[] shape)
    {
        int[] all = TensorShape.Strides(shape), strides = new int[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            for (int d = 0; d < term.Length; d++)
                strides[i] += term[d] == labels[i] && shape[d] != 1 ? all[d] : 0;
        }

        return strides;
    }

    private static void Run(NodeRun run) => TypeDispatch.Numeric(run.In(0).Type, new Summing(run));

    private readonly struct Summing(NodeRun run) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            var equation = (EinsumEquation)run.Node.State!;
            Span<T> y = run.Out().Elements<T>();
            int inputs = run.InputCount, count = equation.SummedCount;
            int[] position = new int[equation.Output.Length], inner = new int[equation.Summed.Length], start = new int[inputs], at = new int[inputs];
            for (int o = 0; o < y.Length; o++)
            {
                start.CopyTo(at, 0);
                T sum = T.Zero;
                for (int s = 0; s < count; s++)
                {
                    T product = run.In(0).Elements<T>()[at[0]];
                    for (int i = 1; i < inputs; i++)
                        product = unchecked(product * run.In(i).Elements<T>()[at[i]]); // integers wrap
                    sum = unchecked(sum + product); // integers wrap
                    EinsumEquation.Next(equation.Summed, inner, at, equation.SummedStrides);
                }

                y[o] = sum;
                EinsumEquation.Next(equation.Output, position, start, equation.OutputStrides);
            }
        }
    }

    private static bool InferDet(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        if (x.Length < 2 || x[^1] != x[^2])
            return node.Fail(LearningError.OperatorShape, $"{TensorShape.Text(x)} is not square");
        node.Work = InferRules.CountOf(x) * Math.Max(1, x[^1]);
        return node.Output(0, node.TypeOf(0), x[..^2]);
    }

    private static void RunDet(NodeRun run) => TypeDispatch.Floating(run.In(0).Type, new Determinants(run));

    private readonly struct Determinants(NodeRun run) : ITypedAction
    {
        /// <summary>Gauss with the largest pivot of the column (the first of equals).</summary>
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            int n = run.In(0).Shape[^1];
            Span<T> y = run.Out().Elements<T>();
            for (int i = 0; i < y.Length; i++)
                y[i] = Of(run.In(0).Elements<T>().Slice(i * n * n, n * n).ToArray(), n);
        }

        private static T Of<T>(T[] a, int n)
            where T : unmanaged, INumber<T>
        {
            T determinant = T.One;
            for (int c = 0; c < n; c++)
            {
                int pivot = c;
                for (int r = c + 1; r < n; r++)
                    pivot = T.Abs(a[(r * n) + c]) > T.Abs(a[(pivot * n) + c]) ? r : pivot;
                if (a[(pivot * n) + c] == T.Zero)
                    return T.Zero;
                for (int k = 0; k < n && pivot != c; k++)
                    (a[(c * n) + k], a[(pivot * n) + k]) = (a[(pivot * n) + k], a[(c * n) + k]);
                determinant = pivot == c ? determinant : -determinant;
                determinant *= a[(c * n) + c];
                for (int r = c + 1; r < n; r++)
                {
                    T factor = a[(r * n) + c] / a[(c * n) + c];
                    for (int k = c; k < n; k++)
                        a[(r * n) + k] -= factor * a[(c * n) + k];
                }
            }

            return determinant;
        }
    }
}
