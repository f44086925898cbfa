using ModelMarket.Learning.Data;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Support;

/// <summary>Rows around one centre per class, in four dimensions.</summary>
internal static class Blobs
{
    public const int Features = 4;

    public static DataSet Of(int rows, int classes)
    {
        Tensor x = TestModels.Uniform(11, "blob", 0.8f, rows, Features), y = Tensor.Create(ElementType.Int64, rows);
        for (int i = 0; i < rows; i++)
        {
            y.Int64s[i] = i % classes;
            x.Floats[(Features * i) + (i % classes)] += 1.5f;
        }

        return DataSet.TryCreate([new DataInput("", x)], y, null, null, out DataSet? data, out LearningFault fault)
            ? data!
            : throw new InvalidOperationException(fault.Detail);
    }
}
