using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Tests.Support;
using ModelMarket.Learning.Training.Gradients;

namespace ModelMarket.Learning.Tests.Training;

/// <content>Operators between layers: images made larger, sums by letters, norms along a line, elements moved.</content>
public sealed partial class GradientTests
{
    /// <summary>Rules that are checked where they are part of something else.</summary>
    private static readonly Dictionary<string, string> CheckedElsewhere = new(StringComparer.Ordinal)
    {
        ["Cast"] = "float to float is a copy; other types carry no gradient",
        ["Dropout"] = "the identity: TrainerTests train through it",
    };

    /// <summary>Every rule appears in a test by its name.</summary>
    [Fact]
    public void Every_rule_of_the_table_is_checked()
    {
        string folder = Path.Combine(Repository.Root, "tests", "ModelMarket.Learning.Tests", "Training");
        string tests = File.ReadAllText(Path.Combine(folder, "GradientTests.cs")) + File.ReadAllText(Path.Combine(folder, "GradientTests.More.cs"));
        GradientTable.Names.Where(name => !CheckedElsewhere.ContainsKey(name) && !tests.Contains($"\"{name}\"", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("Tan")]
    [InlineData("Asin")]
    [InlineData("Acos")]
    [InlineData("Atanh")]
    public void Function_of_small_numbers_has_its_derivative(string name) =>
        GradientCheck.Check(w => w.Node(name, [w.Initializer("a", TestModels.Uniform(3, "a", 0.6f, 3, 5))]));

    [Fact]
    public void Function_of_numbers_above_one_has_its_derivative() =>
        GradientCheck.Check(w => w.Node("Acosh", [w.Node("Add", [Positive(w, "a", 3, 5), w.Initializer("b", Tensor.From<float>([1f], 1))])]));

    [Fact]
    public void Shrink_stops_the_gradient_of_small_numbers() =>
        GradientCheck.Check(w => w.Node("Shrink", [Distinct(w, "a", 5, 5)], OnnxAttributes.Float("lambd", 0.56f), OnnxAttributes.Float("bias", 0.1f)));

    [Theory]
    [InlineData("nearest", "asymmetric")]
    [InlineData("linear", "half_pixel")]
    [InlineData("linear", "align_corners")]
    [InlineData("cubic", "half_pixel")]
    public void Resize_takes_its_taps_back(string mode, string coordinates) =>
        GradientCheck.Check(w => w.Node(
            "Resize", [Random(w, "a", 1, 2, 4, 3), "", "", w.Initializer("sizes", Tensor.From<long>([1, 2, 7, 5], 4))],
            OnnxAttributes.Text("mode", mode), OnnxAttributes.Text("coordinate_transformation_mode", coordinates)));

    [Fact]
    public void Resize_to_less_with_antialias_takes_its_taps_back() =>
        GradientCheck.Check(
            w => w.Node(
                "Resize", [Random(w, "a", 1, 1, 7, 6), "", w.Initializer("scales", Tensor.From<float>([1f, 1f, 0.5f, 0.5f], 4))],
                OnnxAttributes.Text("mode", "linear"), OnnxAttributes.Int("antialias", 1)),
            opset: 18);

    [Theory]
    [InlineData("nearest")]
    [InlineData("linear")]
    public void Upsample_takes_its_taps_back(string mode) =>
        GradientCheck.Check(
            w => w.Node("Upsample", [Random(w, "a", 1, 2, 3, 3), w.Initializer("scales", Tensor.From<float>([1f, 1f, 2f, 3f], 4))], OnnxAttributes.Text("mode", mode)), opset: 9);

    [Theory]
    [InlineData("bij,bjk->bik")]
    [InlineData("bik,bjk->bij")]
    [InlineData("bij,bkj->")]
    [InlineData("...ij,...jk->...ik")]
    public void Einsum_of_two(string equation) =>
        GradientCheck.Check(w => w.Node("Einsum", [Random(w, "a", 2, 3, 3), Random(w, "b", 2, 3, 3)], OnnxAttributes.Text("equation", equation)));

    [Fact]
    public void Einsum_of_three_with_one_of_them_twice() =>
        GradientCheck.Check(w =>
        {
            string a = Random(w, "a", 3, 3);
            return w.Node("Einsum", [a, Random(w, "b", 3), a], OnnxAttributes.Text("equation", "ij,j,jk->ik"));
        });

    [Fact]
    public void Einsum_of_a_diagonal() => GradientCheck.Check(w => w.Node("Einsum", [Random(w, "a", 3, 3)], OnnxAttributes.Text("equation", "ii->i")));

    [Theory]
    [InlineData(3, 0.75f)]
    [InlineData(4, 0.5f)]
    public void Local_response_normalisation(int size, float beta) =>
        GradientCheck.Check(w => w.Node(
            "LRN", [Random(w, "a", 2, 6, 2, 2)], OnnxAttributes.Int("size", size), OnnxAttributes.Float("alpha", 0.9f), OnnxAttributes.Float("beta", beta), OnnxAttributes.Float("bias", 1.5f)));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(2, -1)]
    public void Norm_along_an_axis(int p, int axis) =>
        GradientCheck.Check(w => w.Node("LpNormalization", [Distinct(w, "a", 2, 3, 4)], OnnxAttributes.Int("p", p), OnnxAttributes.Int("axis", axis)), tolerance: 8e-3);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public void Running_sums(int exclusive, int reverse) =>
        GradientCheck.Check(w => w.Node(
            "CumSum", [Random(w, "a", 2, 4, 3), w.Initializer("axis", Tensor.From<long>([1]))], OnnxAttributes.Int("exclusive", exclusive), OnnxAttributes.Int("reverse", reverse)));

    [Fact]
    public void Group_normalisation() =>
        GradientCheck.Check(
            w => w.Node("GroupNormalization", [Random(w, "a", 2, 4, 3), Random(w, "s", 4), Random(w, "b", 4)], OnnxAttributes.Int("num_groups", 2)), opset: 21);

    [Fact]
    public void Logarithm_of_a_sum() =>
        GradientCheck.Check(w => w.Node("ReduceLogSum", [Positive(w, "a", 2, 3, 4)], OnnxAttributes.Ints("axes", 1), OnnxAttributes.Int("keepdims", 0)));

    [Theory]
    [InlineData("LpPool", 1)]
    [InlineData("LpPool", 2)]
    [InlineData("LpPool", 3)]
    [InlineData("GlobalLpPool", 2)]
    public void Pooling_by_a_norm(string name, int p) =>
        GradientCheck.Check(w => w.Node(
            name, [AwayFromKinks(w, "a", 2, 3, 5, 4)],
            name == "LpPool"
                ? [OnnxAttributes.Int("p", p), OnnxAttributes.Ints("kernel_shape", 3, 2), OnnxAttributes.Ints("strides", 2, 1), OnnxAttributes.Ints("pads", 1, 0, 1, 0)]
                : [OnnxAttributes.Int("p", p)]));

    [Theory]
    [InlineData(0, 2, 3)]
    [InlineData(2, 3)]
    [InlineData(1, -1)]
    public void Normalisation_by_mean_and_variance(params int[] axes) =>
        GradientCheck.Check(w => w.Node("MeanVarianceNormalization", [Distinct(w, "a", 2, 3, 4, 2)], OnnxAttributes.Ints("axes", [.. axes.Select(axis => (long)axis)])), tolerance: 8e-3);

    [Theory]
    [InlineData("DepthToSpace")]
    [InlineData("SpaceToDepth")]
    public void Depth_and_space_move_the_gradient_back(string name) =>
        GradientCheck.Check(w => w.Node("Tanh", [w.Node(name, [Random(w, "a", 1, 4, 2, 2)], OnnxAttributes.Int("blocksize", 2))]));

    [Theory]
    [InlineData(0, -1)]
    [InlineData(1, 1)]
    public void Triangle_keeps_the_gradient_inside(int upper, int diagonal) =>
        GradientCheck.Check(w => w.Node("Trilu", [Random(w, "a", 2, 3, 4), w.Initializer("k", Tensor.From<long>([diagonal]))], OnnxAttributes.Int("upper", upper)));

    [Fact]
    public void Gather_nd_adds_up_repeated_elements() =>
        GradientCheck.Check(w => w.Node("Tanh", [w.Node("GatherND", [Random(w, "a", 3, 4), w.Initializer("i", Tensor.From<long>([0, 1, 2, 3, 0, 1], 3, 2))])]));

    [Fact]
    public void Reversed_sequences_turn_the_gradient() =>
        GradientCheck.Check(w => w.Node("Tanh", [w.Node("ReverseSequence", [Random(w, "a", 4, 3), w.Initializer("l", Tensor.From<long>([4, 2, 1], 3))])]));

    [Fact]
    public void Centre_is_cut_and_padded() =>
        GradientCheck.Check(w => w.Node("CenterCropPad", [Random(w, "a", 5, 3), w.Initializer("s", Tensor.From<long>([3, 6], 2))]), opset: 18);

    [Fact]
    public void Scatter_elements_sends_the_gradient_to_data_and_updates() =>
        GradientCheck.Check(
            w => w.Node(
                "ScatterElements", [Random(w, "a", 3, 3), w.Initializer("i", Tensor.From<long>([0, 2, 1, 0], 2, 2)), Random(w, "u", 2, 2)], OnnxAttributes.Int("axis", 1)),
            opset: 18);

    [Fact]
    public void Scatter_nd_sends_the_gradient_to_data_and_updates() =>
        GradientCheck.Check(w => w.Node("ScatterND", [Random(w, "a", 4, 3), w.Initializer("i", Tensor.From<long>([2, 0], 2, 1)), Random(w, "u", 2, 3)]));

    [Fact]
    public void Computed_power_has_the_derivative_by_its_exponent() =>
        GradientCheck.Check(w => w.Node("Pow", [Positive(w, "a", 2, 5), w.Node("Tanh", [Random(w, "b", 5)])]));
}
