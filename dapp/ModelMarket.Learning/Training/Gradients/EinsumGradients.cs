using ModelMarket.Learning.Operators;

namespace ModelMarket.Learning.Training.Gradients;

/// <summary>Einsum: each input gets the output's gradient times the product of the others (first to last), added up in the order in which the forward
/// pass meets its elements.</summary>
internal static class EinsumGradients
{
    public static void Add(Dictionary<string, GradientRule> rules) => rules.Add("Einsum", Run);

    private static void Run(GradientNode node)
    {
        for (int i = 0; i < node.InputCount; i++)
        {
            if (!node.Wants(i))
                continue;
            Fill(node, i, node.Target(i).Floats);
            node.Commit(i);
        }
    }

    private static void Fill(GradientNode node, int input, Span<float> target)
    {
        var equation = (EinsumEquation)node.Context.State!;
        ReadOnlySpan<float> g = node.OutGradient();
        int[] position = new int[equation.Output.Length], inner = new int[equation.Summed.Length], start = new int[node.InputCount], at = new int[node.InputCount];
        target.Clear();
        for (int o = 0; o < g.Length; o++)
        {
            start.CopyTo(at, 0);
            for (int s = 0; s < equation.SummedCount; s++)
            {
                float product = g[o];
                for (int i = 0; i < at.Length; i++)
                    product *= i == input ? 1f : node.In(i).Floats[at[i]];
                target[at[input]] += product;
                EinsumEquation.Next(equation.Summed, inner, at, equation.SummedStrides);
            }

            EinsumEquation.Next(equation.Output, position, start, equation.OutputStrides);
        }
    }
}
