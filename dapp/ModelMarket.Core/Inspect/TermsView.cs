namespace ModelMarket.Core.Inspect;

/// <summary>A job's terms as they count: defaults filled in. Metric quantities in the metric's integer (value × 10⁹).</summary>
/// <param name="Version">Version of the terms.</param>
/// <param name="Kind">1 = open, 2 = sealed, 3 = rounds.</param>
/// <param name="PayRule">0 = guaranteed, 1 = proportional, 2 = winner, 4 = Shapley, 5 = sequential records.</param>
/// <param name="Metric">Number of the metric (IMarketInputs).</param>
/// <param name="OutputKind">Number of the kind of output (IMarketInputs).</param>
/// <param name="OutputName">Graph output that is scored; empty = the first.</param>
/// <param name="PositiveClass">Index of the positive class of binary metrics.</param>
/// <param name="EvalBatchRows">Rows per evaluation batch.</param>
/// <param name="MaxSubmissions">Commitments counted.</param>
/// <param name="DirectSubmit">Whether <c>submit</c> without a commitment is allowed.</param>
/// <param name="AcceptNoisy">Whether the sponsor accepts a least improvement within the noise.</param>
/// <param name="WholeModels">Whether a submission may be a whole ONNX model.</param>
/// <param name="SampleWeights">Whether the data set's sample weights count.</param>
/// <param name="PrepareSeconds">Longest Preparing.</param>
/// <param name="OpenSeconds">Length of Open.</param>
/// <param name="RevealSeconds">From a commitment to its reveal, at most.</param>
/// <param name="UploadSeconds">From that deadline to the last block, at most.</param>
/// <param name="Target">D.</param>
/// <param name="MinImprovement">A gain must exceed this to count.</param>
/// <param name="NormBoundMicros">Bound of the weight delta's L2 norm × 10⁶; 0 = none.</param>
/// <param name="DuplicateThousandths">Cosine threshold × 1000; 0 = exact copies only.</param>
/// <param name="WeightsBytesMax">The largest submission in bytes.</param>
/// <param name="Trainer">How clients are asked to train.</param>
/// <param name="Mixed">Half of R4's pool by leave-one-out shares where there are more than ten clients.</param>
/// <param name="FundedSeconds">Length of Funded.</param>
/// <param name="SealedRevealSeconds">Length of SealedReveal.</param>
/// <param name="ScoringSeconds">From the last blocks of a round to the next round.</param>
/// <param name="WinnerThreshold">R2: the score the best must reach.</param>
/// <param name="StakeCapThousandths">ρ: pay is at most ρ · bond / 1000; 0 = no cap.</param>
/// <param name="ClientBond">The least bond of a commitment; 0 = none is taken.</param>
/// <param name="Rounds">Rounds of federated averaging; 0 elsewhere.</param>
/// <param name="Aggregator">Number of the aggregation rule (IMarketInputs).</param>
/// <param name="AggregatorParameter">Its parameter.</param>
/// <param name="FinalThousandths">Part of the pool that the sealed final check pays.</param>
/// <param name="Floors">Gate 5.</param>
/// <param name="TrainerFile">The trainer's executable; null if <paramref name="Trainer"/> says it all.</param>
/// <param name="Schema">What data is wanted; null if not said.</param>
public sealed record TermsView(
    ushort Version,
    byte Kind,
    byte PayRule,
    byte Metric,
    byte OutputKind,
    string OutputName,
    uint PositiveClass,
    uint EvalBatchRows,
    uint MaxSubmissions,
    bool DirectSubmit,
    bool AcceptNoisy,
    bool WholeModels,
    bool SampleWeights,
    uint PrepareSeconds,
    uint OpenSeconds,
    uint RevealSeconds,
    uint UploadSeconds,
    ulong Target,
    ulong MinImprovement,
    ulong NormBoundMicros,
    uint DuplicateThousandths,
    ulong WeightsBytesMax,
    string Trainer,
    bool Mixed,
    uint FundedSeconds,
    uint SealedRevealSeconds,
    uint ScoringSeconds,
    ulong WinnerThreshold,
    uint StakeCapThousandths,
    UInt128 ClientBond,
    uint Rounds,
    byte Aggregator,
    uint AggregatorParameter,
    uint FinalThousandths,
    IReadOnlyList<SliceFloorView> Floors,
    FileView? TrainerFile,
    FileView? Schema)
{
    /// <summary>What a dry run needs to judge by the same rules.</summary>
    public Judging.JudgeTerms ForJudge() => new()
    {
        Metric = (Learning.Metrics.Metric)Metric,
        OutputKind = (Learning.Scoring.OutputKind)OutputKind,
        OutputName = OutputName,
        PositiveClass = (int)PositiveClass,
        EvalBatchRows = (int)EvalBatchRows,
        SampleWeights = SampleWeights,
        NormBoundMicros = NormBoundMicros,
        DuplicateThousandths = DuplicateThousandths,
        WholeModels = WholeModels,
        Floors = [.. Floors.Select(floor => new Learning.Scoring.FloorTerms((Learning.Scoring.FloorScope)floor.By, floor.Value, (Learning.Metrics.Metric)floor.Metric, (long)floor.Floor))],
    };
}
