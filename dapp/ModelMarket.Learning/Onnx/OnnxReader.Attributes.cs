using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Onnx;

/// <content>Attributes, value descriptions and types.</content>
internal sealed partial class OnnxReader
{
    private OnnxAttribute Attribute(ref WireReader wire)
    {
        WireReader message = wire.Message();
        Charge(ref message, WorkWeights.ReadValue);
        if (++attributes > LearningLimits.AttributesMax)
            message.Fail(LearningError.OnnxLimitExceeded, $"more than {LearningLimits.AttributesMax} attributes");
        var parts = new AttributeParts();
        while (message.NextField(out int field))
            AttributeField(ref message, field, parts);
        wire.Adopt(message);
        return parts.Build();
    }

    private void AttributeField(ref WireReader message, int field, AttributeParts parts)
    {
        switch (field)
        {
            case 1: parts.Name = message.Text(); break;
            case 2: parts.Float = message.Float(); parts.Seen = OnnxAttributeKind.Float; break;
            case 3: parts.Int = message.Int64(); parts.Seen = OnnxAttributeKind.Int; break;
            case 4: parts.Text = message.AnyText(); parts.Seen = OnnxAttributeKind.String; break;
            case 5: parts.Tensor = OnnxTensorReader.Read(ref message, out _); parts.Seen = OnnxAttributeKind.Tensor; break;
            case 6: parts.Graph = Graph(ref message); parts.Seen = OnnxAttributeKind.Graph; break;
            case 7: message.Floats(parts.Floats, LearningLimits.AttributeItemsMax); parts.Seen = OnnxAttributeKind.Floats; break;
            case 8: message.Int64s(parts.Ints, LearningLimits.AttributeItemsMax); parts.Seen = OnnxAttributeKind.Ints; break;
            case 9:
                Charge(ref message, WorkWeights.ReadText);
                message.Add(parts.Strings, message.AnyText(), LearningLimits.AttributeItemsMax);
                parts.Seen = OnnxAttributeKind.Strings;
                break;
            case 10: AddTensor(ref message, parts.Tensors); parts.Seen = OnnxAttributeKind.Tensors; break;
            case 11: message.Add(parts.Graphs, Graph(ref message), LearningLimits.NodeAttributesMax); parts.Seen = OnnxAttributeKind.Graphs; break;
            case 14: parts.Type = Type(ref message); parts.Seen = OnnxAttributeKind.TypeProto; break;
            case 20: parts.Kind = message.Int32(); break;
            case 21: parts.Reference = message.Text(); break;
            default: message.Skip(); break;
        }
    }

    private static void AddTensor(ref WireReader wire, List<Tensor> into)
    {
        Tensor? tensor = OnnxTensorReader.Read(ref wire, out _);
        if (tensor is not null)
            wire.Add(into, tensor, LearningLimits.NodePortsMax);
    }

    private OnnxValueInfo ValueInfo(ref WireReader wire)
    {
        WireReader message = wire.Message();
        Charge(ref message, WorkWeights.ReadValue);
        if (++graphValues > LearningLimits.GraphValuesMax)
            message.Fail(LearningError.OnnxLimitExceeded, $"more than {LearningLimits.GraphValuesMax} graph inputs and outputs");
        string name = "";
        var type = new OnnxType();
        while (message.NextField(out int field))
        {
            switch (field)
            {
                case 1: name = message.Text(); break;
                case 2: type = Type(ref message); break;
                default: message.Skip(); break;
            }
        }

        wire.Adopt(message);
        return new OnnxValueInfo(name, type);
    }

    private OnnxType Type(ref WireReader wire)
    {
        WireReader message = wire.Message();
        var type = new OnnxType();
        while (message.NextField(out int field))
        {
            switch (field)
            {
                case 1: type = TensorType(ref message, OnnxTypeKind.Tensor); break;
                case 4: type = InnerType(ref message, OnnxTypeKind.Sequence, 1); break;
                case 5: type = InnerType(ref message, OnnxTypeKind.Map, 2); break;
                case 8: type = TensorType(ref message, OnnxTypeKind.SparseTensor); break;
                case 9: type = InnerType(ref message, OnnxTypeKind.Optional, 1); break;
                default: message.Skip(); break;
            }
        }

        wire.Adopt(message);
        return type;
    }

    private OnnxType InnerType(ref WireReader wire, OnnxTypeKind kind, int innerField)
    {
        WireReader message = wire.Message();
        OnnxType? inner = null;
        int key = 0;
        while (message.NextField(out int field))
        {
            if (field == innerField)
                inner = Type(ref message);
            else if (field == 1)
                key = message.Int32();
            else
                message.Skip();
        }

        wire.Adopt(message);
        return new OnnxType { Kind = kind, Inner = inner, ElementType = ElementOf(key) };
    }

    private static OnnxType TensorType(ref WireReader wire, OnnxTypeKind kind)
    {
        WireReader message = wire.Message();
        int element = 0;
        List<OnnxDimension>? dimensions = null;
        while (message.NextField(out int field))
        {
            switch (field)
            {
                case 1: element = message.Int32(); break;
                case 2: dimensions = Dimensions(ref message); break;
                default: message.Skip(); break;
            }
        }

        wire.Adopt(message);
        return new OnnxType { Kind = kind, ElementType = ElementOf(element), Dimensions = dimensions };
    }

    private static List<OnnxDimension> Dimensions(ref WireReader wire)
    {
        WireReader message = wire.Message();
        var dimensions = new List<OnnxDimension>();
        while (message.NextField(out int field))
        {
            if (field == 1)
                message.Add(dimensions, Dimension(ref message), LearningLimits.RankMax);
            else
                message.Skip();
        }

        wire.Adopt(message);
        return dimensions;
    }

    private static OnnxDimension Dimension(ref WireReader wire)
    {
        WireReader message = wire.Message();
        long size = -1;
        string symbol = "";
        while (message.NextField(out int field))
        {
            switch (field)
            {
                case 1: size = message.Int64(); break;
                case 2: symbol = message.Text(); break;
                default: message.Skip(); break;
            }
        }

        if (size > LearningLimits.TensorElementsMax)
            message.Fail(LearningError.OnnxLimitExceeded, $"a dimension of {size}; at most {LearningLimits.TensorElementsMax}");
        wire.Adopt(message);
        return new OnnxDimension((int)Math.Clamp(size, -1, int.MaxValue), symbol);
    }

    private static ElementType ElementOf(int number) =>
        number is > 0 and <= (int)ElementType.BFloat16 ? (ElementType)number : ElementType.None;
}
