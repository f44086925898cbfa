using ModelMarket.Cli.Data;
using ModelMarket.Cli.Modeling;
using ModelMarket.Cli.Training;
using ModelMarket.Content;
using ModelMarket.Contracts;
using ModelMarket.Core;
using ModelMarket.Core.Judging;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Metrics;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>A draft whose files were read, scored and reviewed by the machine's own code; nothing was sent.</summary>
/// <param name="Draft">What the sponsor wants.</param>
/// <param name="Model">The ONNX file.</param>
/// <param name="Rows">All validation rows.</param>
/// <param name="Bench">Model and rows, opened.</param>
/// <param name="Initial">The initial model's score on all rows.</param>
/// <param name="Terms">The terms, without what follows from sealing, money and import.</param>
internal sealed record CheckedJob(JobDraft Draft, byte[] Model, DataSet Rows, Workbench Bench, Score Initial, JobTerms Terms)
{
    // Anything that is well-formed: the review looks at sizes and counts, not at content.
    private const int HashBytes = 32;

    /// <summary>Reads and scores a draft's files.</summary>
    /// <exception cref="CliFault">A file is missing or the machine would refuse it.</exception>
    public static async Task<CheckedJob> ReadAsync(JobDraft draft, CancellationToken cancellation)
    {
        TrainerChoice.Check(draft.Trainer);
        var model = await File.ReadAllBytesAsync(draft.Model, cancellation);
        var rows = DataFile.Load(draft.Data, draft.Label, draft.Schema is { } schema ? DataSchema.Load(schema) : null).DataSet;
        var bench = Workbench.Open(model, rows.Encode(), TermsBuilder.ForJudge(draft));
        var initial = bench.ScoreInitial();
        return initial.IsWorst
            ? throw CliFault.Usage("The initial model's outputs are not all finite on the data.", "Normalise inside the graph and check the weights.")
            : new CheckedJob(draft, model, rows, bench, initial, AttachedFiles.Name(TermsBuilder.Build(draft, bench, initial), draft));
    }

    /// <summary>Whether a deployment's machine would take it, and the work of judging one submission.</summary>
    /// <exception cref="CliFault">It would refund the job; the words are the machine's own.</exception>
    public long Review(Genesis genesis, JobMoney money)
    {
        var code = JobReview.Of(genesis, Sized(money).Encode(), Bench.Judge, out var work);
        if (code == RejectCode.None)
        {
            return work;
        }

        var text = Rejections.Of(code);
        throw CliFault.Usage($"The machine would refuse this job: {text.Message}{Detail(code, genesis.Schedule)}", $"{text.Hint} Nothing was sent.", text.Name);
    }

    private JobTerms Sized(JobMoney money)
    {
        var cid = HostSha256.Instance.Hash(Model);
        var raw = Cid.V1(CidCodec.Raw, cid).Encode();
        var terms = Terms with { ModelCid = raw, ModelSize = (ulong)Model.Length, ClientBond = money.ClientBond };
        if (!Draft.IsSealed)
        {
            return terms with { DataCid = raw, DataSize = (ulong)Rows.Encode().Length };
        }

        var largest = Rows.Select([.. Enumerable.Range(0, (Rows.RowCount + (int)Draft.Groups - 1) / (int)Draft.Groups)]).Encode().Length;
        return terms with
        {
            SealedRoot = Keccak256.Hash(new byte[HashBytes]),
            SealedGroups = Draft.Groups,
            SealedRows = (ulong)Rows.RowCount,
            SealedGroupBytesMax = (ulong)largest,
        };
    }

    private static string Detail(RejectCode code, Schedule schedule) => code == RejectCode.PhaseTooShort
        ? $" Here prepare is at least {schedule.PrepareSecondsMin} s, open {schedule.OpenSecondsMin} s, reveal {schedule.RevealSecondsMin} s, upload {schedule.UploadSecondsMin} s,"
            + $" funded {schedule.FundedSecondsMin} s, sealed-reveal {schedule.SealedRevealSecondsMin} s, scoring {schedule.ScoringSecondsMin} s."
        : string.Empty;
}
