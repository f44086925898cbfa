using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Tests.Support;

namespace ModelMarket.Learning.Tests.Training;

/// <summary>Every gradient rule against finite differences.</summary>
public sealed partial class GradientTests
{
    [Theory]
    [InlineData("Relu")]
    [InlineData("LeakyRelu")]
    [InlineData("Elu")]
    [InlineData("Selu")]
    [InlineData("Celu")]
    [InlineData("Sigmoid")]
    [InlineData("Tanh")]
    [InlineData("Softplus")]
    [InlineData("Softsign")]
    [InlineData("HardSigmoid")]
    [InlineData("HardSwish")]
    [InlineData("ThresholdedRelu")]
    [InlineData("Mish")]
    [InlineData("Gelu")]
    [InlineData("Exp")]
    [InlineData("Erf")]
    [InlineData("Sin")]
    [InlineData("Cos")]
    [InlineData("Neg")]
    [InlineData("Abs")]
    [InlineData("Atan")]
    [InlineData("Sinh")]
    [InlineData("Cosh")]
    [InlineData("Asinh")]
    public void Activation_has_its_derivative(string name) =>
        GradientCheck.Check(w => w.Node(name, [AwayFromKinks(w, "a", 3, 5)]), opset: 20);

    [Theory]
    [InlineData("Log")]
    [InlineData("Sqrt")]
    [InlineData("Reciprocal")]
    public void Function_of_positive_numbers_has_its_derivative(string name) =>
        GradientCheck.Check(w => w.Node(name, [Positive(w, "a", 3, 5)]));

    [Theory]
    [InlineData("Add")]
    [InlineData("Sub")]
    [InlineData("Mul")]
    [InlineData("Div")]
    [InlineData("Sum")]
    [InlineData("Mean")]
    public void Arithmetic_reduces_over_broadcast_dimensions(string name) =>
        GradientCheck.Check(w => w.Node(name, [Positive(w, "a", 2, 3, 4), Positive(w, "b", 3, 1)]));

    [Theory]
    [InlineData("Max")]
    [InlineData("Min")]
    public void Extreme_sends_the_gradient_to_the_chosen_input(string name) =>
        GradientCheck.Check(w => w.Node(name, [Distinct(w, "a", 2, 3, 4), Distinct(w, "b", 3, 1)]));

    [Fact]
    public void Value_used_twice_gets_both_shares() =>
        GradientCheck.Check(w =>
        {
            string a = Random(w, "a", 4, 3);
            return w.Node("Mul", [w.Node("Tanh", [a]), w.Node("Add", [a, a])]);
        });

    [Fact]
    public void Power_has_the_derivative_by_its_base() =>
        GradientCheck.Check(w => w.Node("Pow", [Positive(w, "a", 6), w.Initializer("e", Tensor.From<float>([2.5f], 1))]));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    public void Gemm_with_any_transposition(int transA, int transB) =>
        GradientCheck.Check(w => w.Node(
            "Gemm", [transA == 0 ? Random(w, "a", 4, 35) : Random(w, "a", 35, 4), transB == 0 ? Random(w, "b", 35, 33) : Random(w, "b", 33, 35), Random(w, "c", 33)],
            OnnxAttributes.Int("transA", transA), OnnxAttributes.Int("transB", transB), OnnxAttributes.Float("alpha", 0.5f), OnnxAttributes.Float("beta", 2f)));

    [Theory]
    [InlineData(new[] { 3, 4 }, new[] { 4, 5 })]
    [InlineData(new[] { 2, 3, 4 }, new[] { 4, 5 })]
    [InlineData(new[] { 2, 3, 4 }, new[] { 2, 4, 5 })]
    [InlineData(new[] { 3, 4 }, new[] { 2, 4, 5 })]
    [InlineData(new[] { 2, 1, 3, 4 }, new[] { 3, 4, 2 })]
    [InlineData(new[] { 4 }, new[] { 4, 5 })]
    [InlineData(new[] { 3, 4 }, new[] { 4 })]
    public void MatMul_with_any_batch(int[] a, int[] b) =>
        GradientCheck.Check(w => w.Node("MatMul", [Random(w, "a", a), Random(w, "b", b)]));

    [Theory]
    [InlineData("Softmax", -1)]
    [InlineData("Softmax", 1)]
    [InlineData("LogSoftmax", -1)]
    [InlineData("LogSoftmax", 0)]
    public void Softmax_along_an_axis(string name, int axis) =>
        GradientCheck.Check(w => w.Node(name, [Random(w, "a", 2, 3, 4)], OnnxAttributes.Int("axis", axis)));

    [Fact]
    public void Old_softmax_covers_all_trailing_axes() =>
        GradientCheck.Check(w => w.Node("Softmax", [Random(w, "a", 2, 3, 2)], OnnxAttributes.Int("axis", 1)), opset: 11);

    [Theory]
    [InlineData(1, 1, "NOTSET", 0)]
    [InlineData(2, 1, "NOTSET", 1)]
    [InlineData(1, 2, "NOTSET", 2)]
    [InlineData(2, 1, "SAME_UPPER", 0)]
    public void Convolution_with_stride_dilation_and_padding(int stride, int dilation, string auto, int pad) =>
        GradientCheck.Check(w => w.Node(
            "Conv", [Random(w, "x0", 2, 4, 6, 5), Random(w, "k", 4, 2, 3, 2), Random(w, "b", 4)],
            OnnxAttributes.Int("group", 2), OnnxAttributes.Ints("strides", stride, stride), OnnxAttributes.Ints("dilations", dilation, dilation),
            auto == "NOTSET" ? OnnxAttributes.Ints("pads", pad, pad, pad, pad) : OnnxAttributes.Text("auto_pad", auto)));

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 1, 1)]
    [InlineData(2, 2, 0)]
    public void Transposed_convolution(int stride, int dilation, int pad) =>
        GradientCheck.Check(w => w.Node(
            "ConvTranspose", [Random(w, "x0", 2, 4, 3, 4), Random(w, "k", 4, 3, 3, 2), Random(w, "b", 6)],
            OnnxAttributes.Int("group", 2), OnnxAttributes.Ints("strides", stride, stride), OnnxAttributes.Ints("dilations", dilation, dilation),
            OnnxAttributes.Ints("pads", pad, pad, pad, pad)));

    [Fact]
    public void Parametric_relu() => GradientCheck.Check(w => w.Node("PRelu", [AwayFromKinks(w, "a", 3, 5), Random(w, "s", 5)]));

    [Theory]
    [InlineData("MaxPool")]
    [InlineData("AveragePool")]
    public void Pooling_with_overlap_and_padding(string name) =>
        GradientCheck.Check(w => w.Node(
            name, [Distinct(w, "a", 2, 2, 5, 5)], OnnxAttributes.Ints("kernel_shape", 3, 2), OnnxAttributes.Ints("strides", 2, 1),
            OnnxAttributes.Ints("pads", 1, 0, 1, 1)));

    [Theory]
    [InlineData("GlobalAveragePool")]
    [InlineData("GlobalMaxPool")]
    public void Global_pooling(string name) => GradientCheck.Check(w => w.Node(name, [Distinct(w, "a", 2, 3, 4, 3)]));

    [Fact]
    public void Batch_normalisation_with_fixed_statistics() => GradientCheck.Check(w => BatchNorm(w, 0));

    [Fact]
    public void Batch_normalisation_by_the_batch() => GradientCheck.Check(w => BatchNorm(w, 1));

    [Fact]
    public void Layer_normalisation() =>
        GradientCheck.Check(w => w.Node("LayerNormalization", [Random(w, "a", 3, 4, 5), Random(w, "s", 5), Random(w, "b", 5)], OnnxAttributes.Int("axis", -1)));

    [Fact]
    public void Instance_normalisation() =>
        GradientCheck.Check(w => w.Node("InstanceNormalization", [Random(w, "a", 2, 3, 4, 2), Random(w, "s", 3), Random(w, "b", 3)]));

    [Theory]
    [InlineData("ReduceSum")]
    [InlineData("ReduceMean")]
    [InlineData("ReduceMax")]
    [InlineData("ReduceMin")]
    [InlineData("ReduceL2")]
    [InlineData("ReduceL1")]
    [InlineData("ReduceSumSquare")]
    [InlineData("ReduceLogSumExp")]
    [InlineData("ReduceProd")]
    public void Reduction(string name) =>
        GradientCheck.Check(
            w =>
            {
                string a = Distinct(w, "a", 2, 3, 4);
                return name == "ReduceSum"
                    ? w.Node(name, [a, w.Initializer("axes", Tensor.From<long>([1], 1))], OnnxAttributes.Int("keepdims", 0))
                    : w.Node(name, [a], OnnxAttributes.Ints("axes", 1, -1), OnnxAttributes.Int("keepdims", 1));
            },
            tolerance: 8e-3);

    [Fact]
    public void Transpose_moves_the_gradient_back() =>
        GradientCheck.Check(w => w.Node("Tanh", [w.Node("Transpose", [Random(w, "a", 2, 3, 4)], OnnxAttributes.Ints("perm", 2, 0, 1))]));

    [Fact]
    public void Slice_with_a_negative_step() =>
        GradientCheck.Check(w => w.Node(
            "Slice",
            [
                Random(w, "a", 4, 5), w.Initializer("from", Tensor.From<long>([4], 1)), w.Initializer("to", Tensor.From<long>([0], 1)),
                w.Initializer("ax", Tensor.From<long>([1], 1)), w.Initializer("st", Tensor.From<long>([-2], 1)),
            ]));

    [Fact]
    public void Tile_sums_its_copies() =>
        GradientCheck.Check(w => w.Node("Tile", [Random(w, "a", 2, 3), w.Initializer("r", Tensor.From<long>([2, 3], 2))]));

    [Fact]
    public void Expand_sums_its_copies() =>
        GradientCheck.Check(w => w.Node("Expand", [Random(w, "a", 3, 1), w.Initializer("r", Tensor.From<long>([2, 3, 4], 3))]));

    [Fact]
    public void Gather_adds_up_repeated_rows() =>
        GradientCheck.Check(w => w.Node("Tanh", [w.Node("Gather", [Random(w, "a", 5, 3), w.Initializer("i", Tensor.From<long>([4, 0, 4, -1], 2, 2))])]));

    [Theory]
    [InlineData("constant")]
    [InlineData("reflect")]
    [InlineData("edge")]
    public void Pad_takes_back_what_it_copied(string mode) =>
        GradientCheck.Check(w => w.Node(
            "Pad", [Random(w, "a", 3, 4), w.Initializer("p", Tensor.From<long>([1, 2, 0, 1], 4))], OnnxAttributes.Text("mode", mode)));

    [Fact]
    public void Gather_elements_scatters_back() =>
        GradientCheck.Check(w => w.Node(
            "GatherElements", [Random(w, "a", 3, 3), w.Initializer("i", Tensor.From<long>([0, 2, 1, 1], 2, 2))], OnnxAttributes.Int("axis", 1)));

    [Fact]
    public void Concat_and_split_cut_the_gradient() =>
        GradientCheck.Check(w =>
        {
            string joined = w.Node("Concat", [Random(w, "a", 2, 3), Random(w, "b", 2, 5)], OnnxAttributes.Int("axis", 1));
            w.Node("", "Split", [joined, w.Initializer("sizes", Tensor.From<long>([2, 6], 2))], ["left", "right"], OnnxAttributes.Int("axis", 1));
            return w.Node("Concat", [w.Node("Tanh", ["right"]), "left"], OnnxAttributes.Int("axis", 1));
        });

    [Fact]
    public void Where_sends_the_gradient_to_the_chosen_side() =>
        GradientCheck.Check(w => w.Node(
            "Where", [w.Initializer("if", Tensor.From<bool>([true, false, true], 3)), Random(w, "a", 2, 3), Random(w, "b", 3)]));

    [Fact]
    public void Clip_stops_the_gradient_outside() =>
        GradientCheck.Check(w => w.Node(
            "Clip", [Distinct(w, "a", 4, 4), w.Initializer("lo", Tensor.From<float>([-0.52f])), w.Initializer("hi", Tensor.From<float>([0.55f]))]));

    [Fact]
    public void Reshape_and_flatten_keep_the_gradient() =>
        GradientCheck.Check(w => w.Node(
            "Flatten", [w.Node("Tanh", [w.Node("Reshape", [Random(w, "a", 2, 6), w.Initializer("s", Tensor.From<long>([3, 2, 2], 3))])])]));

    private static string BatchNorm(OnnxModelWriter w, int training)
    {
        string mean = w.Initializer("m", Tensor.From<float>([0.1f, -0.2f, 0.3f], 3)), variance = w.Initializer("v", Tensor.From<float>([1f, 0.5f, 2f], 3));
        return w.Node(
            "BatchNormalization", [Random(w, "a", 4, 3, 2), Random(w, "s", 3), Random(w, "b", 3), mean, variance], OnnxAttributes.Int("training_mode", training));
    }

    private static string Random(OnnxModelWriter w, string name, params int[] shape) => w.Initializer(name, TestModels.Uniform(3, name, 1f, shape));

    private static string Positive(OnnxModelWriter w, string name, params int[] shape)
    {
        Tensor tensor = TestModels.Uniform(3, name, 0.5f, shape);
        foreach (ref float value in tensor.Floats)
            value += 1.25f;
        return w.Initializer(name, tensor);
    }

    /// <summary>Values whose distance from each other and from the usual kinks is above two steps.</summary>
    private static string Distinct(OnnxModelWriter w, string name, params int[] shape)
    {
        Tensor tensor = Tensor.Create(ElementType.Float, shape);
        var order = new int[tensor.Count];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        new ModelMarket.Learning.Numerics.PhiloxStream(5, 98, 0).Shuffle(order);
        for (int i = 0; i < order.Length; i++)
            tensor.Floats[i] = ((order[i] + 0.5f) / order.Length * 4f) - 2f;
        return w.Initializer(name, tensor);
    }

    private static string AwayFromKinks(OnnxModelWriter w, string name, params int[] shape)
    {
        Tensor tensor = TestModels.Uniform(3, name, 2f, shape);
        foreach (ref float value in tensor.Floats)
        {
            if (Math.Abs(value) < 0.05f)
                value += 0.2f;
            if (Math.Abs(value - 1f) < 0.05f)
                value += 0.2f;
        }

        return w.Initializer(name, tensor);
    }
}
