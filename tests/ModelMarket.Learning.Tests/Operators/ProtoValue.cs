using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Operators;

/// <summary>Reads the conformance set's values: TensorProto, SequenceProto or OptionalProto, as the model's type says.</summary>
internal static class ProtoValue
{
    public static bool TryRead(string path, OnnxType type, out Value? value, out LearningFault fault)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (type.Kind == OnnxTypeKind.Tensor)
        {
            bool ok = OnnxTensorReader.TryRead(bytes, out Tensor? tensor, out _, out fault);
            value = tensor is { Type: ElementType.UInt16 } && type.ElementType == ElementType.BFloat16 ? tensor.Retyped(ElementType.BFloat16) : tensor; // the set records bfloat16 as its bits
            return ok;
        }

        var wire = new WireReader(bytes, 0, 0);
        value = type.Kind == OnnxTypeKind.Optional ? Optional(ref wire) : Sequence(ref wire);
        fault = wire.Fault;
        return !wire.Failed;
    }

    private static OptionalValue Optional(ref WireReader wire)
    {
        Value? content = null;
        while (wire.NextField(out int field))
        {
            if (field == 3)
                content = OnnxTensorReader.Read(ref wire, out _);
            else if (field == 5)
                content = NestedSequence(ref wire);
            else
                wire.Skip();
        }

        return new OptionalValue(content);
    }

    private static TensorSequence NestedSequence(ref WireReader wire)
    {
        WireReader message = wire.Message();
        TensorSequence sequence = Sequence(ref message);
        wire.Adopt(message);
        return sequence;
    }

    private static TensorSequence Sequence(ref WireReader wire)
    {
        var items = new List<Value>();
        while (wire.NextField(out int field))
        {
            if (field == 3)
                items.Add(OnnxTensorReader.Read(ref wire, out _)!);
            else if (field == 5)
                items.Add(NestedSequence(ref wire));
            else
                wire.Skip();
        }

        return new TensorSequence(items.Count > 0 && items[0] is Tensor tensor ? tensor.Type : ElementType.None, items);
    }
}
