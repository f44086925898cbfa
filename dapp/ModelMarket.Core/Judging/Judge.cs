using System.Diagnostics.CodeAnalysis;
using ModelMarket.Learning;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Core.Judging;

/// <summary>
/// A job's model and data, ready to judge submissions: gates 1 to 3 and the score (mechanism.md §4). A function of the two files and the terms,
/// the same in the machine and in a client's dry run.
/// </summary>
public sealed class Judge
{
    private Judge(JudgeTerms terms, ParameterLayout layout, WeightSet initial, Scorer scorer, SliceFloors floors)
    {
        Terms = terms;
        Layout = layout;
        Initial = initial;
        Scorer = scorer;
        Floors = floors;
        Digest = new WeightDigest(layout);
    }

    /// <summary>Work units that reading and planning the model took, beside those of its bytes.</summary>
    public long PlanningWork => ReadWork + Scorer.PlanningWork;

    /// <summary>Work units that reading the model took, beside those of its bytes.</summary>
    private long ReadWork { get; init; }

    /// <summary>What reading a submission that is a whole model may take: such a model as this, and then some.</summary>
    private long ReadWorkMax => (2 * ReadWork) + JudgeWork.ReadSlack;

    /// <summary>What the job's terms say about judging.</summary>
    public JudgeTerms Terms { get; }

    /// <summary>The tensors a submission has.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>The weights that deltas are measured from: the initial ones, in a round those of the global model it starts from.</summary>
    public WeightSet Initial { get; }

    /// <summary>What scores weights on the data.</summary>
    public Scorer Scorer { get; }

    /// <summary>Gate 5, on the rows that are scored.</summary>
    public SliceFloors Floors { get; }

    /// <summary>Identity of decoded tensors, whatever encoding they came in.</summary>
    public WeightDigest Digest { get; }

    /// <summary>Numbers a run puts out: rows × outputs per row.</summary>
    public long OutputCount => (long)Scorer.Data.RowCount * Scorer.OutputsPerRow;

    /// <summary>Bytes the evaluation of one submission holds at most: the plans' values, weights, outputs and row values.</summary>
    public long RunBytes => Scorer.PlanBytes + (4L * Layout.WeightCount) + ((4L + 8L) * OutputCount);

    /// <summary>Bytes kept of each submission for gate 3, where the terms compare directions.</summary>
    public long KeptBytes => Terms.DuplicateThousandths == 0
        ? 0
        : 4L * (Layout.WeightCount + OutputCount);

    /// <summary>Parses and plans. The code says which part is refused, the detail why.</summary>
    /// <param name="model">The ONNX file with the initial weights.</param>
    /// <param name="data">The validation data, safetensors.</param>
    /// <param name="terms">The job's terms.</param>
    /// <param name="judge">The judge, if both are accepted.</param>
    /// <param name="code"><see cref="RejectCode.ModelRefused"/>, <see cref="RejectCode.DataRefused"/> or <see cref="RejectCode.ScoringRefused"/>.</param>
    /// <param name="detail">What exactly is wrong.</param>
    public static bool TryCreate(
        ReadOnlyMemory<byte> model, ReadOnlyMemory<byte> data, JudgeTerms terms, [NotNullWhen(true)] out Judge? judge, out RejectCode code, out string detail) =>
        TryCreate(model, [new JudgeData(data, null)], terms, SequentialPartition.Instance, out judge, out code, out detail);

    /// <summary>As above, with data in several files: the groups of sealed data that are scored, joined in their order.</summary>
    /// <param name="model">The ONNX file with the initial weights.</param>
    /// <param name="data">The files, at least one.</param>
    /// <param name="terms">The job's terms.</param>
    /// <param name="judge">The judge, if all are accepted.</param>
    /// <param name="code">As above.</param>
    /// <param name="detail">What exactly is wrong.</param>
    public static bool TryCreate(
        ReadOnlyMemory<byte> model, IReadOnlyList<JudgeData> data, JudgeTerms terms, [NotNullWhen(true)] out Judge? judge, out RejectCode code, out string detail) =>
        TryCreate(model, data, terms, SequentialPartition.Instance, out judge, out code, out detail);

    /// <summary>As above, with evaluation cut into parts: a client's dry run on several threads. The same scores.</summary>
    /// <param name="model">The ONNX file with the initial weights.</param>
    /// <param name="data">The files, at least one.</param>
    /// <param name="terms">The job's terms.</param>
    /// <param name="partition">How independent parts of a node run.</param>
    /// <param name="judge">The judge, if all are accepted.</param>
    /// <param name="code">As above.</param>
    /// <param name="detail">What exactly is wrong.</param>
    public static bool TryCreate(
        ReadOnlyMemory<byte> model, IReadOnlyList<JudgeData> data, JudgeTerms terms, IPartition partition,
        [NotNullWhen(true)] out Judge? judge, out RejectCode code, out string detail)
    {
        ArgumentNullException.ThrowIfNull(partition);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(terms);
        judge = null;
        code = RejectCode.ModelRefused;
        long planningMax = JudgeWork.PlanningMax(model, data);
        if (!OnnxModel.TryParse(model, planningMax, out OnnxModel? parsed, out LearningFault fault) || parsed is null) return Fail(fault, out detail);
        if (!ParameterLayout.TryCreate(parsed, out ParameterLayout? layout, out fault) || layout is null) return Fail(fault, out detail);
        if (!WeightSet.TryFromModel(parsed, layout, out WeightSet? initial, out fault) || initial is null) return Fail(fault, out detail);
        code = RejectCode.DataRefused;
        if (!TryJoin(data, out DataSet? rows, out detail)) return false;
        code = RejectCode.ScoringRefused;
        var options = new PlanOptions
        {
            Partition = partition,
            RunBytesMax = Limits.RunBytesMax,
            DynamicElementsMax = Limits.DynamicElementsMax,
            DynamicWorkMax = Limits.DynamicWorkMax,
            SubgraphWorkMax = Limits.SubgraphWorkMax,
            FoldWorkMax = Limits.FoldWorkMax,
            PlanningWorkMax = planningMax - parsed.ReadWork,
        };
        if (!Scorer.TryCreate(parsed, rows, terms.ForScoring(), options, out Scorer? scorer, out fault) || scorer is null) return Fail(fault, out detail);
        if (!SliceFloors.TryCreate(scorer, terms.Floors, out SliceFloors? floors, out fault) || floors is null) return Fail(fault, out detail);
        judge = new Judge(terms, layout, initial, scorer, floors) { ReadWork = parsed.ReadWork };
        code = RejectCode.None;
        detail = "";
        return true;
    }

    /// <summary>The judge of a round: the same rows and terms, deltas measured from the global model that the round starts from.</summary>
    public Judge StartingFrom(WeightSet global)
    {
        ArgumentNullException.ThrowIfNull(global);
        Rollup.Primitives.Invariant.Require(global.Layout.Matches(Layout), "a global model has the job's layout");
        return new Judge(Terms, Layout, global, Scorer, Floors) { ReadWork = ReadWork };
    }

    private static bool TryJoin(IReadOnlyList<JudgeData> files, [NotNullWhen(true)] out DataSet? rows, out string detail)
    {
        rows = null;
        var parts = new List<DataSet>(files.Count);
        foreach (JudgeData file in files)
        {
            if (!DataSet.TryDecode(file.File, out DataSet? part, out LearningFault malformed) || part is null) return Fail(malformed, out detail);
            if (file.Rows is { } declared && part.RowCount != declared)
            {
                detail = $"A group has {part.RowCount} rows; {declared} were declared.";
                return false;
            }

            parts.Add(part);
        }

        if (parts.Count == 1)
        {
            rows = parts[0];
            return Succeed(out detail);
        }

        return DataSet.TryConcatenate(parts, out rows, out LearningFault fault) && rows is not null ? Succeed(out detail) : Fail(fault, out detail);
    }

    /// <summary>What gate 1 costs for a submission of such a size, in work units.</summary>
    public long DecodeWork(ulong sizeBytes) => JudgeWork.Decode(sizeBytes, Layout.WeightCount) + (Terms.WholeModels ? ReadWorkMax : 0);

    /// <summary>Gate 1: reads a submission's tensors. The detail says what is wrong.</summary>
    public bool TryDecode(ReadOnlyMemory<byte> file, [NotNullWhen(true)] out WeightSet? weights, out string detail)
    {
        if (WeightSet.TryDecode(file, Layout, out weights, out LearningFault fault) && weights is not null) return Succeed(out detail);
        if (Terms.WholeModels && TryDecodeModel(file, out weights)) return Succeed(out detail);
        weights = null;
        return Fail(fault, out detail);
    }

    /// <summary>Scores to the end, by the budget of the machine's inputs: what does not fit one there does not run here either. Null weights score the model as it is.</summary>
    internal ScoringRun Complete(WeightSet? weights)
    {
        ScoringRun run = Scorer.Start(weights);
        while (true)
        {
            long budget = Limits.InputWorkMax;
            if (run.Advance(ref budget) || run.Fault.IsError || budget == Limits.InputWorkMax) return run;
        }
    }

    /// <summary>Gate 3: whether nothing moved at all from <see cref="Initial"/>.</summary>
    public bool IsInitial(WeightSet weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return weights.ValuesEqual(Initial);
    }

    /// <summary>Gate 2: whether the weights moved no further than the terms allow.</summary>
    public bool IsWithinNorm(WeightSet weights) =>
        Terms.NormBoundMicros == 0 || DeltaGates.IsWithinNorm(weights, Initial, Terms.NormBoundMicros);

    /// <summary>Gate 3: whether weight deltas point the same way.</summary>
    public bool AreSameDirection(WeightSet later, WeightSet earlier) =>
        Terms.DuplicateThousandths > 0 && DeltaGates.AreSameDirection(later, earlier, Initial, Terms.DuplicateThousandths);

    /// <summary>Gate 3: whether output deltas on the scoring rows point the same way.</summary>
    public bool AreSameDirection(ReadOnlySpan<float> later, ReadOnlySpan<float> earlier, ReadOnlySpan<float> initial) =>
        Terms.DuplicateThousandths > 0 && DeltaGates.AreSameDirection(later, earlier, initial, Terms.DuplicateThousandths);

    private bool TryDecodeModel(ReadOnlyMemory<byte> file, [NotNullWhen(true)] out WeightSet? weights)
    {
        weights = null;
        return OnnxModel.TryParse(file, ReadWorkMax, out OnnxModel? model, out _)
            && model is not null
            && ParameterLayout.TryCreate(model, out ParameterLayout? layout, out _)
            && layout is not null
            && layout.Matches(Layout)
            && WeightSet.TryFromModel(model, Layout, out weights, out _)
            && weights is not null;
    }

    private static bool Succeed(out string detail)
    {
        detail = "";
        return true;
    }

    private static bool Fail(LearningFault fault, out string detail)
    {
        detail = $"{(ushort)fault.Error}: {fault.Detail}";
        return false;
    }
}
