using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Operators;
using ModelMarket.Learning.Tests.Kernels;

namespace ModelMarket.Learning.Tests.Operators;

public class TreeEnsembleTests
{
    private const int Features = 5;
    private const int Targets = 3;

    [Theory]
    [InlineData(nameof(TreeMode.NotEqual))]
    [InlineData(nameof(TreeMode.Above))]
    [InlineData(nameof(TreeMode.AtMost))]
    public void Rows_side_by_side_have_the_bits_of_one_row_after_another(string lastMode)
    {
        for (int seed = 0; seed < 150; seed++)
        {
            Same<float>(seed, Enum.Parse<TreeMode>(lastMode), x => (float)x, v => BitConverter.SingleToUInt32Bits(v));
            Same<double>(seed, Enum.Parse<TreeMode>(lastMode), x => x, v => BitConverter.DoubleToUInt64Bits(v));
        }
    }

    [Theory]
    [InlineData(nameof(TreeMode.AtMost))]
    [InlineData(nameof(TreeMode.Below))]
    [InlineData(nameof(TreeMode.AtLeast))]
    [InlineData(nameof(TreeMode.Above))]
    public void Every_special_value_on_either_side_goes_the_way_the_node_says(string mode)
    {
        float[] special = [0f, -0f, float.Epsilon, -float.Epsilon, 1, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN];
        foreach (float split in special)
        {
            foreach (bool missing in new[] { false, true })
            {
                TreeForm form = new()
                {
                    Modes = [Enum.Parse<TreeMode>(mode), TreeMode.Leaf, TreeMode.Leaf],
                    Features = new int[3],
                    Splits = [split, 0, 0],
                    Yes = [1, 0, 0],
                    No = [2, 0, 0],
                    MissingIsTrue = [missing, false, false],
                    Roots = [0],
                    LeafStart = [0, 0, 1, 2],
                    Leaves = [(0, 1), (0, 2)],
                    Targets = 1,
                    Aggregate = TreeAggregate.Sum,
                };
                var scores = new float[special.Length];
                new TreeEnsemble<float>(form).Evaluate(SequentialPartition.Instance, true, special, 1, scores, new bool[special.Length]);
                scores.Should().Equal(special.Select(x => Accepts(mode, x, split, missing) ? 1f : 2f), $"{mode} {split}, missing {missing}");
            }
        }
    }

    private static bool Accepts(string mode, float x, float split, bool missing) => float.IsNaN(x) ? missing : mode switch
    {
        nameof(TreeMode.AtMost) => x <= split,
        nameof(TreeMode.Below) => x < split,
        nameof(TreeMode.AtLeast) => x >= split,
        _ => x > split,
    };

    private static void Same<T>(int seed, TreeMode lastMode, Func<double, T> of, Func<T, ulong> bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var trees = new TreeEnsemble<T>(new RandomForest(random, lastMode, Features, Targets).Form((TreeAggregate)(seed % 4)));
        int rows = random.Next(1, 700);
        var x = new T[rows * Features];
        for (int i = 0; i < x.Length; i++)
            x[i] = of(RandomForest.Number(random));
        (T[] plain, bool[] plainMarks) = Evaluate(trees, SequentialPartition.Instance, false, x, rows);
        foreach (IPartition partition in new IPartition[] { SequentialPartition.Instance, new BackwardsPartition() })
        {
            (T[] fast, bool[] marks) = Evaluate(trees, partition, true, x, rows);
            Array.ConvertAll(fast, value => bits(value)).Should().Equal(Array.ConvertAll(plain, value => bits(value)), $"seed {seed}");
            marks.Should().Equal(plainMarks);
        }
    }

    private static (T[] Scores, bool[] Marks) Evaluate<T>(TreeEnsemble<T> trees, IPartition partition, bool optimise, T[] x, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scores = new T[rows * Targets];
        var marks = new bool[rows * Targets];
        trees.Evaluate(partition, optimise, x, Features, scores, marks);
        return (scores, marks);
    }
}
