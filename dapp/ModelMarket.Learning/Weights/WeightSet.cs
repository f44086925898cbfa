using System.Buffers.Binary;
using System.Text;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Weights;

/// <summary>Finite float values for every tensor of a <see cref="ParameterLayout"/>.</summary>
public sealed class WeightSet
{
    private readonly Tensor[] tensors;

    private WeightSet(ParameterLayout layout, Tensor[] tensors)
    {
        Layout = layout;
        this.tensors = tensors;
    }

    /// <summary>Names, shapes and order.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>The tensors, all Float, in layout order. Whoever made the set may write to them; nobody else does.</summary>
    public IReadOnlyList<Tensor> Tensors => tensors;

    /// <summary>A set of zeros.</summary>
    public static WeightSet Zeros(ParameterLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var tensors = new Tensor[layout.Parameters.Count];
        for (int i = 0; i < tensors.Length; i++)
            tensors[i] = Tensor.Create(ElementType.Float, (int[])layout.Parameters[i].Shape.Clone());
        return new WeightSet(layout, tensors);
    }

    /// <summary>The model's own values. Error <see cref="LearningError.WeightsNotFinite"/>.</summary>
    public static bool TryFromModel(OnnxModel model, ParameterLayout layout, out WeightSet? weights, out LearningFault fault)
    {
        ArgumentNullException.ThrowIfNull(model);
        weights = null;
        WeightSet found = Zeros(layout);
        for (int i = 0; i < found.tensors.Length; i++)
        {
            Tensor? source = model.Initializer(layout.Parameters[i].Name);
            Invariant.Require(source is not null && source.Count == found.tensors[i].Count, "a layout of another model");
            source!.Floats.CopyTo(found.tensors[i].Floats);
        }

        return found.TryFinite(out weights, out fault);
    }

    /// <summary>Reads a submission: a safetensors file with exactly the layout's tensors, each F32, F16, BF16, or I8 with <c>&lt;name&gt;.scale</c>
    /// (F32, shape [] or [first dimension]). Order in the file is free. Errors 300 to 306 and 320 to 325.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> safetensors, ParameterLayout layout, out WeightSet? weights, out LearningFault fault)
    {
        weights = null;
        if (!SafetensorsFile.TryParse(safetensors, out SafetensorsFile? file, out fault))
            return false;
        WeightSet found = Zeros(layout);
        for (int i = 0; i < found.tensors.Length; i++)
        {
            if (!WeightDecoder.TryDecode(file!, layout.Parameters[i], found.tensors[i].Floats, out fault))
                return false;
        }

        return WeightDecoder.TryNothingElse(file!, layout, out fault) && found.TryFinite(out weights, out fault);
    }

    /// <summary>A set with the same values of its own.</summary>
    public WeightSet Copy()
    {
        var copies = new Tensor[tensors.Length];
        for (int i = 0; i < copies.Length; i++)
            copies[i] = tensors[i].Copy();
        return new WeightSet(Layout, copies);
    }

    /// <summary>The safetensors file in an encoding. The same values give the same bytes.</summary>
    public byte[] Encode(WeightEncoding encoding) => WeightEncoder.Encode(this, encoding);

    /// <summary>True when every value is equal (−0 equals +0).</summary>
    public bool ValuesEqual(WeightSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Invariant.Require(Layout.Matches(other.Layout), "weights of two layouts compared");
        for (int i = 0; i < tensors.Length; i++)
        {
            ReadOnlySpan<float> a = tensors[i].Floats, b = other.tensors[i].Floats;
            for (int j = 0; j < a.Length; j++)
            {
                if (a[j] != b[j])
                    return false;
            }
        }

        return true;
    }

    /// <summary>Bytes to hash for identity: per tensor its name (length first), rank and dimensions, then the values as little-endian floats, −0 as
    /// +0. Equal sets, and only they, have equal bytes, whatever encoding they came in.</summary>
    public byte[] CanonicalBytes()
    {
        using var stream = new MemoryStream();
        Span<byte> word = stackalloc byte[4];
        for (int i = 0; i < tensors.Length; i++)
        {
            byte[] name = Encoding.UTF8.GetBytes(Layout.Parameters[i].Name);
            Write(stream, word, name.Length);
            stream.Write(name);
            Write(stream, word, tensors[i].Shape.Length);
            foreach (int dimension in tensors[i].Shape)
                Write(stream, word, dimension);
            foreach (float value in tensors[i].Floats)
                Write(stream, word, value == 0f ? 0 : BitConverter.SingleToInt32Bits(value));
        }

        return stream.ToArray();
    }

    /// <summary>The bytes of some values of one tensor, for hashing by parts: little-endian floats, −0 as +0.</summary>
    /// <param name="tensor">Index of the tensor in the layout.</param>
    /// <param name="start">The first element.</param>
    /// <param name="count">How many.</param>
    public byte[] CanonicalBytes(int tensor, int start, int count)
    {
        ReadOnlySpan<float> values = tensors[tensor].Floats.Slice(start, count);
        var bytes = new byte[sizeof(float) * count];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(sizeof(float) * i), values[i] == 0f ? 0 : BitConverter.SingleToInt32Bits(values[i]));
        return bytes;
    }

    /// <summary>The replacements a plan runs with. Tensors are shared, not copied. Those that the plan does not read (their nodes were dropped) are
    /// left out.</summary>
    public ModelWeights ForPlan(ExecutionPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var byName = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var names = new List<string>();
        for (int i = 0; i < tensors.Length; i++)
        {
            string name = Layout.Parameters[i].Name;
            if (plan.ShapeOf(name) is null)
                continue;
            byName.Add(name, tensors[i]);
            names.Add(name);
        }

        return new ModelWeights(byName, names);
    }

    private bool TryFinite(out WeightSet? weights, out LearningFault fault)
    {
        weights = null;
        for (int i = 0; i < tensors.Length; i++)
        {
            Span<float> values = tensors[i].Floats;
            for (int j = 0; j < values.Length; j++)
            {
                if (float.IsFinite(values[j]))
                    continue;
                fault = new LearningFault(LearningError.WeightsNotFinite, $"tensor '{Layout.Parameters[i].Name}', element {j} is not a finite number");
                return false;
            }
        }

        weights = this;
        fault = default;
        return true;
    }

    private static void Write(MemoryStream stream, Span<byte> word, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(word, value);
        stream.Write(word);
    }
}
