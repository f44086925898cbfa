using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Operators;

/// <summary>A random network of the kinds that people train: dense, convolutional, recurrent or attention layers one after another, then a head.</summary>
internal sealed class RandomNetwork
{
    private readonly ModelSample sample;
    private int[] shape = [];
    private string value = "";

    private RandomNetwork(int seed) => sample = new ModelSample(seed);

    /// <summary>Another network with every seed.</summary>
    public static ModelSample Of(int seed) => new RandomNetwork(seed).Build();

    private int Next(int low, int high) => sample.Random.Next(low, high);

    private ModelSample Build()
    {
        int rows = Next(1, 9);
        shape = sample.Pick<int[]>([rows, Next(2, 40)], [rows, Next(1, 5), Next(6, 13), Next(6, 13)], [rows, Next(2, 9), 2 * Next(2, 9)]);
        value = sample.Floats(shape);
        for (int layer = Next(2, 7); layer > 0; layer--)
        {
            switch (shape.Length)
            {
                case 2: FlatLayer(); break;
                case 3: SequenceLayer(); break;
                default: ImageLayer(); break;
            }
        }

        Flatten();
        Dense(Next(1, 12));
        return sample.Output(sample.Pick(value, sample.Node("Softmax", [value]), sample.Node("Sigmoid", [value]), sample.Node("LogSoftmax", [value])));
    }

    private void FlatLayer()
    {
        switch (Next(0, 4))
        {
            case 0: Dense(Next(1, 60)); Activate(); break;
            case 1: Residual(() => { Activate(); Dense(shape[1]); }); break;
            case 2: BatchNormalization(); break;
            default: LayerNormalization(); break;
        }
    }

    private void SequenceLayer()
    {
        switch (Next(0, 6))
        {
            case 0: Residual(Attention); LayerNormalization(); break;
            case 1: Residual(() => { int width = shape[2]; Project(2 * width); Gelu(); Project(width); }); break;
            case 2: Recurrent(); break;
            case 3: Activate(); break;
            case 4: LayerNormalization(); break;
            default: Project(2 * Next(1, 10)); break;
        }
    }

    private void ImageLayer()
    {
        switch (Next(0, 6))
        {
            case 0: Convolution(Next(1, 36), Next(1, 3)); Activate(); break;
            case 1: Residual(() => { Activate(); Convolution(shape[1], 1); }); break;
            case 2: BatchNormalization(); break;
            case 3: Instances(); break;
            case 4 when shape[2] > 3 && shape[3] > 3: Pool(); break;
            default: Enlarge(); break;
        }
    }

    private void Set(string type, string[] from, params OnnxAttribute[] attributes) => value = sample.Node(type, from, attributes);

    /// <summary>Weights of a size that keeps values near one from layer to layer.</summary>
    private string Weights(int fanIn, params int[] of)
    {
        Tensor tensor = sample.RandomFloats(of);
        foreach (ref float element in tensor.Floats)
            element /= 1.7f * MathF.Sqrt(fanIn);
        return sample.Constant(tensor);
    }

    private string Positive(int count)
    {
        Tensor tensor = sample.RandomFloats(count);
        foreach (ref float element in tensor.Floats)
            element = 0.5f + Math.Abs(element / 3);
        return sample.Constant(tensor);
    }

    private void Activate()
    {
        string[] kinds = ["Relu", "Tanh", "Sigmoid", "Elu", "LeakyRelu", "Softplus", "HardSwish", "Selu", "Mish", "Erf", "Atan"];
        string kind = kinds[Next(0, sample.Opset >= 18 ? kinds.Length : 6)];
        Set(kind, [value]);
    }

    /// <summary>x · (1 + erf(x / √2)) / 2, as exporters write it before opset 20.</summary>
    private void Gelu()
    {
        string x = value, half = sample.Constant(Tensor.From<float>([0.5f])), one = sample.Constant(Tensor.From<float>([1f]));
        string erf = sample.Node("Erf", [sample.Node("Div", [x, sample.Constant(Tensor.From<float>([1.4142135f]))])]);
        Set("Mul", [sample.Node("Mul", [x, sample.Node("Add", [erf, one])]), half]);
    }

    private void Residual(Action branch)
    {
        string before = value;
        branch();
        Set("Add", [before, value]);
    }

    private void Flatten()
    {
        if (shape.Length == 2)
            return;
        if (Next(0, 2) == 0)
        {
            Set("Flatten", [value]);
            shape = [shape[0], shape[1..].Aggregate(1, (a, b) => a * b)];
        }
        else
        {
            bool image = shape.Length == 4;
            Set("ReduceMean", [value, image ? sample.Ints(2, 3) : sample.Ints(1)], OnnxAttributes.Int("keepdims", 0));
            shape = image ? shape[..2] : [shape[0], shape[2]];
        }
    }

    private void Dense(int outputs)
    {
        Set("Gemm", [value, Weights(shape[1], outputs, shape[1]), Weights(4, outputs)], OnnxAttributes.Int("transB", 1));
        shape = [shape[0], outputs];
    }

    private void Project(int outputs)
    {
        Set("Add", [sample.Node("MatMul", [value, Weights(shape[^1], shape[^1], outputs)]), Weights(4, outputs)]);
        shape = [.. shape[..^1], outputs];
    }

    private void BatchNormalization()
    {
        int channels = shape[1];
        Set("BatchNormalization", [value, Positive(channels), Weights(4, channels), Weights(4, channels), Positive(channels)]);
    }

    private void LayerNormalization() => Set("LayerNormalization", [value, Positive(shape[^1]), Weights(4, shape[^1])], OnnxAttributes.Int("axis", -1));

    private void Instances() => Set("InstanceNormalization", [value, Positive(shape[1]), Weights(4, shape[1])]);

    private void Convolution(int filters, int stride)
    {
        int kernel = sample.Pick(1, 3), pad = kernel / 2, groups = filters % shape[1] == 0 && Next(0, 3) == 0 ? shape[1] : 1;
        string w = Weights(shape[1] / groups * kernel * kernel, filters, shape[1] / groups, kernel, kernel);
        Set(
            "Conv", [value, w, Weights(4, filters)], OnnxAttributes.Ints("pads", pad, pad, pad, pad), OnnxAttributes.Ints("strides", stride, stride), OnnxAttributes.Int("group", groups));
        shape = [shape[0], filters, ((shape[2] - 1) / stride) + 1, ((shape[3] - 1) / stride) + 1];
    }

    private void Pool()
    {
        Set(sample.Pick("MaxPool", "AveragePool"), [value], OnnxAttributes.Ints("kernel_shape", 2, 2), OnnxAttributes.Ints("strides", 2, 2));
        shape = [shape[0], shape[1], shape[2] / 2, shape[3] / 2];
    }

    private void Enlarge()
    {
        if (shape[2] > 12 || shape[3] > 12)
            return;
        int filters = Next(1, 6);
        Set("ConvTranspose", [value, Weights(4 * shape[1], shape[1], filters, 2, 2)], OnnxAttributes.Ints("strides", 2, 2));
        shape = [shape[0], filters, 2 * shape[2], 2 * shape[3]];
    }

    /// <summary>Two heads; a mask of −∞ hides what comes later.</summary>
    private void Attention()
    {
        (int rows, int length, int width) = (shape[0], shape[1], shape[2]);
        string x = value, scale = sample.Constant(Tensor.From<float>([MathF.Sqrt(width / 2f)]));
        string q = Head(x, 0, 2, 1, 3), k = Head(x, 0, 2, 3, 1), v = Head(x, 0, 2, 1, 3);
        string scores = sample.Node("Add", [sample.Node("Div", [sample.Node("MatMul", [q, k]), scale]), Mask(length)]);
        string joined = sample.Node("MatMul", [sample.Node("Softmax", [scores], OnnxAttributes.Int("axis", -1)), v]);
        value = sample.Node("Reshape", [sample.Node("Transpose", [joined], OnnxAttributes.Ints("perm", 0, 2, 1, 3)), sample.Ints(rows, length, width)]);
        Project(width);

        string Head(string from, params long[] order) => sample.Node(
            "Transpose", [sample.Node("Reshape", [sample.Node("MatMul", [from, Weights(width, width, width)]), sample.Ints(rows, length, 2, width / 2)])], OnnxAttributes.Ints("perm", order));
    }

    private string Mask(int length)
    {
        Tensor mask = Tensor.Create(ElementType.Float, length, length);
        for (int i = 0; i < length; i++)
            mask.Floats.Slice((i * length) + i + 1, length - i - 1).Fill(float.NegativeInfinity);
        return sample.Constant(mask);
    }

    private void Recurrent()
    {
        (int rows, int length, int width) = (shape[0], shape[1], shape[2]);
        int hidden = 2 * Next(1, 8), gates = sample.Pick(1, 3, 4);
        string steps = sample.Node("Transpose", [value], OnnxAttributes.Ints("perm", 1, 0, 2));
        string run = sample.Node(
            gates switch { 1 => "RNN", 3 => "GRU", _ => "LSTM" }, [steps, Weights(width, 1, gates * hidden, width), Weights(hidden, 1, gates * hidden, hidden)],
            OnnxAttributes.Int("hidden_size", hidden));
        string squeezed = sample.Node("Squeeze", [run, sample.Ints(1)]);
        Set("Transpose", [squeezed], OnnxAttributes.Ints("perm", 1, 0, 2));
        shape = [rows, length, hidden];
    }
}
