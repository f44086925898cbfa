using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using ModelMarket.Core.Judging;
using ModelMarket.Learning.Aggregation;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Weights;

namespace Properties.Snapshots;

/// <summary>
/// Two states compared field by field, whatever their types: a field that a saved state forgets, or that is rebuilt wrongly, is named by its path. What the
/// numeric library keeps of models and runs is compared by what can be asked of it.
/// </summary>
internal sealed class StateGraph
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // Hashes of what is compared itself.
    private static readonly string[] Caches = ["_root", "_digest"];

    /// <summary>Types of the market and its content that were met.</summary>
    public HashSet<Type> Seen { get; } = [];

    /// <summary>Types in which a scoring was met that had begun and was not done.</summary>
    public HashSet<string> Unfinished { get; } = [];

    /// <summary>Throws with the path of the first difference.</summary>
    public void Compare(object? one, object? other, string path = "state")
    {
        Note(one);
        if (ReferenceEquals(one, other)) return;
        if (one is null || other is null || one.GetType() != other.GetType()) throw Differs(path, one, other);
        switch (one)
        {
            case Judge judge: CompareJudges(judge, (Judge)other, path); break;
            case ScoringRun run: CompareRuns(run, (ScoringRun)other, path); break;
            case WeightSet weights: CompareWeights(weights, (WeightSet)other, path); break;
            case Aggregator aggregator: CompareItems(aggregator.Weights, ((Aggregator)other).Weights, path); break;
            case ReadOnlyMemory<byte> bytes: Require(bytes.Span.SequenceEqual(((ReadOnlyMemory<byte>)other).Span), path); break;
            case ReadOnlyMemory<float> floats: Require(Bits(floats.Span).SequenceEqual(Bits(((ReadOnlyMemory<float>)other).Span)), path); break;
            case string or IConvertible or UInt128: Require(one.Equals(other), path, one, other); break;
            case IEnumerable items when IsCollection(one.GetType()): CompareItems(items, (IEnumerable)other, path); break;
            default: CompareFields(one, other, path); break;
        }
    }

    private static bool IsCollection(Type type) => type.Namespace!.StartsWith("System.Collections", StringComparison.Ordinal) || type.IsArray;

    private void CompareFields(object one, object other, string path)
    {
        for (Type? type = one.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(Fields))
            {
                if (field.GetValue(one) is ScoringRun { IsDone: false, WorkDone: > 0 }) Unfinished.Add(type.Name);
                if (!Caches.Contains(field.Name)) Compare(field.GetValue(one), field.GetValue(other), $"{path}.{field.Name}");
            }
        }
    }

    private void CompareItems(IEnumerable one, IEnumerable other, string path)
    {
        // Sets that are only asked have no order.
        List<object?> items = [.. one.Cast<object?>()], others = [.. other.Cast<object?>()];
        if (one.GetType().Name.StartsWith("HashSet", StringComparison.Ordinal))
        {
            items.Sort(Comparer<object?>.Create((a, b) => string.CompareOrdinal($"{a}", $"{b}")));
            others.Sort(Comparer<object?>.Create((a, b) => string.CompareOrdinal($"{a}", $"{b}")));
        }

        Require(items.Count == others.Count, $"{path}.Count", items.Count, others.Count);
        for (int i = 0; i < items.Count; i++) Compare(items[i], others[i], $"{path}[{i}]");
    }

    private static void CompareJudges(Judge one, Judge other, string path)
    {
        CompareWeights(one.Initial, other.Initial, $"{path}.Initial");
        Require((one.RunBytes, one.KeptBytes, one.OutputCount, one.Scorer.TotalWork, one.Scorer.Data.RowCount, one.Floors.Floors.Count)
            == (other.RunBytes, other.KeptBytes, other.OutputCount, other.Scorer.TotalWork, other.Scorer.Data.RowCount, other.Floors.Floors.Count), path);
    }

    private static void CompareRuns(ScoringRun one, ScoringRun other, string path)
    {
        Require((one.NextRow, one.NextNode, one.WorkDone, one.IsDone, one.Score, one.Fault)
            == (other.NextRow, other.NextNode, other.WorkDone, other.IsDone, other.Score, other.Fault), path);
        Require(Bits(one.Outputs).SequenceEqual(Bits(other.Outputs)), $"{path}.Outputs");
    }

    private static void CompareWeights(WeightSet one, WeightSet other, string path)
    {
        Require(one.Layout.Matches(other.Layout), $"{path}.Layout");
        foreach ((Tensor tensor, Tensor twin) in one.Tensors.Zip(other.Tensors)) Require(Bits(tensor.Floats).SequenceEqual(Bits(twin.Floats)), path);
    }

    private static ReadOnlySpan<int> Bits(ReadOnlySpan<float> values) => System.Runtime.InteropServices.MemoryMarshal.Cast<float, int>(values);

    private void Note(object? value)
    {
        if (value?.GetType() is { } type && type.Namespace is "ModelMarket.Core.State" or "ModelMarket.Content.Store") Seen.Add(value!.GetType());
    }

    private static void Require(bool holds, string path, object? one = null, object? other = null)
    {
        if (!holds) throw Differs(path, one, other);
    }

    private static InvalidOperationException Differs(string path, object? one, object? other) => new($"{path} differs: {one ?? "null"} and {other ?? "null"}");
}
