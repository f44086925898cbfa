using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Operators;

/// <content>Windows over space, sampling between pixels, normalisation.</content>
internal static partial class OperatorSamples
{
    private static void AddWindows(Dictionary<string, Func<int, ModelSample>> all)
    {
        all["ConvTranspose"] = ConvTranspose;
        all["Col2Im"] = Col2Im;
        all["DeformConv"] = DeformConv;
        all["LpPool"] = LpPool;
        all["GlobalMaxPool"] = seed => GlobalPool(seed, "GlobalMaxPool", 0);
        all["GlobalAveragePool"] = seed => GlobalPool(seed, "GlobalAveragePool", 0);
        all["GlobalLpPool"] = seed => GlobalPool(seed, "GlobalLpPool", To21(seed));
        all["MaxRoiPool"] = MaxRoiPool;
        all["MaxUnpool"] = MaxUnpool;
        all["Resize"] = Resize;
        all["Upsample"] = seed => Upsample(seed);
        all["GridSample"] = GridSample;
        all["AffineGrid"] = AffineGrid;
        all["RoiAlign"] = RoiAlign;
        all["InstanceNormalization"] = seed => Normalize(seed, "InstanceNormalization");
        all["GroupNormalization"] = seed => Normalize(seed, "GroupNormalization");
        all["LayerNormalization"] = LayerNormalization;
        all["MeanVarianceNormalization"] = seed => Indexed(seed, m => ("MeanVarianceNormalization", [m.Floats(2, 3, 4, 5)], m.Pick<OnnxAttribute[]>([], [OnnxAttributes.Ints("axes", 0, 2)])));
        all["LpNormalization"] = seed => Indexed(seed, m => ("LpNormalization", [m.Floats(2, 3, 4)], [OnnxAttributes.Int("axis", m.Pick(0, 1, -1)), OnnxAttributes.Int("p", m.Pick(1, 2))]));
        all["LRN"] = seed => Indexed(seed, m => ("LRN", [m.Floats(2, 7, 3, 2)], [OnnxAttributes.Int("size", m.Pick(1, 3, 5)), OnnxAttributes.Float("alpha", 0.3f), OnnxAttributes.Float("bias", 1.5f)]));
        all["Dropout"] = seed => Indexed(seed, m => ("Dropout", [m.Floats(3, 4)], []));
    }

    private static ModelSample ConvTranspose(int seed)
    {
        var sample = new ModelSample(seed);
        int rank = 1 + (seed % 3), groups = sample.Random.Next(1, 3), channels = sample.Random.Next(1, 4), filters = sample.Random.Next(1, 4);
        string x = sample.Floats([2, groups * channels, .. Sizes(sample, rank, 3, 6)]), w = sample.Constant(sample.RandomFloats([groups * channels, filters, .. Sizes(sample, rank, 2, 4)]));
        string[] inputs = seed % 2 == 0 ? [x, w] : [x, w, sample.Constant(sample.RandomFloats(groups * filters))];
        long[] strides = Longs(sample, rank, 2, 4);
        return sample.One(
            "ConvTranspose", inputs, OnnxAttributes.Ints("strides", strides), OnnxAttributes.Ints("pads", Longs(sample, 2 * rank, 0, 2)), OnnxAttributes.Ints("dilations", Longs(sample, rank, 1, 3)),
            OnnxAttributes.Ints("output_padding", Longs(sample, rank, 0, 2)), OnnxAttributes.Int("group", groups));
    }

    private static ModelSample Col2Im(int seed)
    {
        var sample = new ModelSample(seed);
        int rank = 1 + (seed % 3), channels = sample.Random.Next(1, 4);
        int[] image = Sizes(sample, rank, 4, 8), block = Sizes(sample, rank, 1, 4);
        long[] strides = Longs(sample, rank, 1, 3), dilations = Longs(sample, rank, 1, 2), pads = Longs(sample, 2 * rank, 0, 2);
        int positions = 1, taps = 1;
        for (int i = 0; i < rank; i++)
        {
            positions *= (int)((image[i] + pads[i] + pads[rank + i] - (dilations[i] * (block[i] - 1)) - 1) / strides[i]) + 1;
            taps *= block[i];
        }

        return sample.One(
            "Col2Im", [sample.Floats(2, channels * taps, positions), sample.Ints(Array.ConvertAll(image, i => (long)i)), sample.Ints(Array.ConvertAll(block, i => (long)i))],
            OnnxAttributes.Ints("strides", strides), OnnxAttributes.Ints("dilations", dilations), OnnxAttributes.Ints("pads", pads));
    }

    private static ModelSample DeformConv(int seed)
    {
        var sample = new ModelSample(seed, 19 + (seed % 4));
        int groups = 1 + (seed % 2), offsetGroups = 1 + (seed / 2 % 2), filters = 4, kernel = sample.Random.Next(1, 4), stride = sample.Random.Next(1, 3), pad = sample.Random.Next(2);
        int size = 6, output = ((size + (2 * pad) - kernel) / stride) + 1, taps = kernel * kernel;
        string x = sample.Floats(2, 4, size, size), w = sample.Constant(sample.RandomFloats(filters, 4 / groups, kernel, kernel)), offset = sample.Floats(2, offsetGroups * taps * 2, output, output);
        string[] inputs = sample.Pick<string[]>([x, w, offset], [x, w, offset, sample.Constant(sample.RandomFloats(filters))], [x, w, offset, "", sample.Floats(2, offsetGroups * taps, output, output)]);
        return sample.One(
            "DeformConv", inputs, OnnxAttributes.Ints("strides", stride, stride), OnnxAttributes.Ints("pads", pad, pad, pad, pad), OnnxAttributes.Int("group", groups), OnnxAttributes.Int("offset_group", offsetGroups),
            OnnxAttributes.Ints("kernel_shape", kernel, kernel));
    }

    private static ModelSample LpPool(int seed)
    {
        var sample = new ModelSample(seed);
        int rank = 1 + (seed % 3);
        return sample.One(
            "LpPool", [sample.Floats([2, 3, .. Sizes(sample, rank, 6, 9)])], OnnxAttributes.Ints("kernel_shape", Longs(sample, rank, 2, 4)), OnnxAttributes.Ints("strides", Longs(sample, rank, 1, 3)),
            OnnxAttributes.Ints("dilations", Longs(sample, rank, 1, 3)), OnnxAttributes.Ints("pads", Longs(sample, 2 * rank, 0, 2)), OnnxAttributes.Int("p", 1 + (seed % 2)));
    }

    /// <summary>Opsets 18 to 21, for operators of which ONNX Runtime has no kernel at 22.</summary>
    private static int To21(int seed) => 18 + (seed % 4);

    private static ModelSample MaxRoiPool(int seed)
    {
        var sample = new ModelSample(seed, To21(seed));
        Tensor rois = Tensor.Create(ElementType.Float, 3, 5);
        for (int i = 0; i < 3; i++)
        {
            float x = sample.Random.NextSingle() * 9, y = sample.Random.NextSingle() * 9;
            new[] { i % 2, x, y, x + (sample.Random.NextSingle() * 9), y + (sample.Random.NextSingle() * 9) }.CopyTo(rois.Floats[(5 * i)..]);
        }

        return sample.One("MaxRoiPool", [sample.Floats(2, 2, 8, 9), sample.Input(rois)], OnnxAttributes.Ints("pooled_shape", 2, 1 + (seed % 3)), OnnxAttributes.Float("spatial_scale", sample.Pick(0.5f, 1f)));
    }

    private static ModelSample GlobalPool(int seed, string type, int opset)
    {
        var sample = new ModelSample(seed, opset);
        return sample.One(type, [sample.Floats([2, 3, .. Sizes(sample, 1 + (seed % 3), 1, 6)])]);
    }

    private static ModelSample MaxUnpool(int seed)
    {
        var sample = new ModelSample(seed);
        string x = sample.Floats(2, 3, 6, 6);
        sample.Writer.Node("", "MaxPool", [x], ["pooled", "places"], OnnxAttributes.Ints("kernel_shape", 2, 2), OnnxAttributes.Ints("strides", 2, 2));
        return sample.One("MaxUnpool", ["pooled", "places"], OnnxAttributes.Ints("kernel_shape", 2, 2), OnnxAttributes.Ints("strides", 2, 2));
    }

    private static ModelSample Resize(int seed)
    {
        var sample = new ModelSample(seed);
        string mode = sample.Pick("nearest", "linear", "cubic", "linear"), rule = sample.Pick("half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel", "half_pixel");
        if (sample.Opset >= 19 && seed % 3 == 0)
            rule = "half_pixel_symmetric";
        var attributes = new List<OnnxAttribute> { OnnxAttributes.Text("mode", mode), OnnxAttributes.Text("coordinate_transformation_mode", rule) };
        bool axes = seed % 5 > 1, down = seed % 7 > 3;
        if (axes)
            attributes.Add(OnnxAttributes.Ints("axes", 2, 3));
        if (mode == "nearest")
            attributes.Add(OnnxAttributes.Text("nearest_mode", seed % 8 == 0 ? "floor" : "round_prefer_ceil"));
        if (mode != "nearest" && down && rule == "half_pixel")
            attributes.Add(OnnxAttributes.Int("antialias", 1));
        string x = sample.Floats(1, 2, 6, 8);
        (float Vertical, float Horizontal) scale = down ? (0.5f, 0.75f) : (2, 1.5f);
        float[] scales = axes ? [scale.Vertical, scale.Horizontal] : [1, 1, scale.Vertical, scale.Horizontal];
        long[] sizes = axes ? [down ? 3 : 11, down ? 5 : 9] : [1, 2, down ? 3 : 11, down ? 5 : 9];
        return seed % 2 == 0
            ? sample.One("Resize", [x, "", sample.Constant(Tensor.From<float>(scales, scales.Length))], [.. attributes])
            : sample.One("Resize", [x, "", "", sample.Ints(sizes)], [.. attributes]);
    }

    private static ModelSample Upsample(int seed)
    {
        var sample = new ModelSample(seed, 9);
        return sample.One("Upsample", [sample.Floats(1, 2, 3, 4), sample.Constant(Tensor.From<float>([1, 1, 2, seed % 4 < 2 ? 3 : 2], 4))], OnnxAttributes.Text("mode", seed % 2 == 0 ? "nearest" : "linear"));
    }

    /// <summary>Before opset 20 the modes have other names and there are no volumes.</summary>
    private static ModelSample GridSample(int seed)
    {
        var sample = new ModelSample(seed);
        bool renamed = sample.Opset >= 20, volume = renamed && seed % 4 == 3;
        string mode = volume ? sample.Pick("linear", "nearest", "linear") : renamed ? sample.Pick("linear", "nearest", "cubic") : sample.Pick("bilinear", "nearest", "bicubic");
        int[] x = volume ? [2, 2, 3, 4, 5] : [2, 2, 5, 4], grid = volume ? [2, 2, 3, 4, 3] : [2, 3, 4, 2];
        string positions = sample.Node("Div", [sample.Floats(grid), sample.Constant(Tensor.From<float>([2], 1))]);
        return sample.One(
            "GridSample", [sample.Floats(x), positions], OnnxAttributes.Text("mode", mode), OnnxAttributes.Text("padding_mode", sample.Pick("zeros", "border", "reflection", "zeros", "border")),
            OnnxAttributes.Int("align_corners", seed / 2 % 2));
    }

    private static ModelSample AffineGrid(int seed)
    {
        var sample = new ModelSample(seed, 20 + (seed % 3));
        bool volume = seed % 2 == 1;
        return sample.One(
            "AffineGrid", [sample.Floats(2, volume ? 3 : 2, volume ? 4 : 3), volume ? sample.Ints(2, 1, 3, 4, 5) : sample.Ints(2, 3, 4, 5)], OnnxAttributes.Int("align_corners", seed / 2 % 2));
    }

    private static ModelSample RoiAlign(int seed)
    {
        var sample = new ModelSample(seed, To21(seed));
        Tensor rois = Tensor.Create(ElementType.Float, 3, 4);
        for (int i = 0; i < 3; i++)
        {
            float x = sample.Random.NextSingle() * 4, y = sample.Random.NextSingle() * 4;
            new[] { x, y, x + 1 + (sample.Random.NextSingle() * 3), y + 1 + (sample.Random.NextSingle() * 3) }.CopyTo(rois.Floats[(4 * i)..]);
        }

        return sample.One(
            "RoiAlign", [sample.Floats(2, 2, 8, 8), sample.Input(rois), sample.Input(sample.RandomInts(0, 2, 3))], OnnxAttributes.Int("output_height", 2), OnnxAttributes.Int("output_width", 3),
            OnnxAttributes.Int("sampling_ratio", seed % 3), OnnxAttributes.Text("mode", "avg"), OnnxAttributes.Text("coordinate_transformation_mode", seed / 3 % 2 == 0 ? "half_pixel" : "output_half_pixel"));
    }

    private static ModelSample Normalize(int seed, string type)
    {
        var sample = new ModelSample(seed);
        int channels = 6, parameters = type == "GroupNormalization" && sample.Opset < 21 ? 3 : channels;
        OnnxAttribute[] groups = type == "GroupNormalization" ? [OnnxAttributes.Int("num_groups", 3)] : [];
        return sample.One(type, [sample.Floats(2, channels, 4, 3), sample.Constant(sample.RandomFloats(parameters)), sample.Constant(sample.RandomFloats(parameters))], groups);
    }

    private static ModelSample LayerNormalization(int seed)
    {
        var sample = new ModelSample(seed);
        int axis = sample.Pick(-1, 1, -2);
        int[] parameter = axis == -1 ? [5] : axis == 1 ? [4, 3, 5] : [3, 5];
        string x = sample.Floats(2, 4, 3, 5), scale = sample.Constant(sample.RandomFloats(parameter));
        return sample.One("LayerNormalization", seed % 2 == 0 ? [x, scale] : [x, scale, sample.Constant(sample.RandomFloats(parameter))], OnnxAttributes.Int("axis", axis));
    }
}
