using ModelMarket.Core.Decisions;
using ModelMarket.Core.Sealing;
using ModelMarket.Core.State;
using ModelMarket.Content.Store;
using ModelMarket.Core.Ticking;

namespace ModelMarket.Core.Inspect;

/// <summary>From the state of a job to what people and programs read.</summary>
internal static class JobViews
{
    /// <summary>A job as it is at a time at or after the last input's: what the phase will be when the next input comes then.</summary>
    public static JobView Job(Job job, ulong now)
    {
        bool timed = job.Terms is not null;
        return new JobView(
            job.Id,
            job.Terms?.Title ?? "",
            job.Sponsor,
            job.Token,
            Phases.Of(job, now),
            now,
            TickSchedule.Next(job, now) != TickStep.None,
            job.OpenedAt,
            timed ? Phases.OpenStart(job) : null,
            timed ? Phases.OpenEnd(job) : null,
            timed ? Phases.LastDeadline(job) : null,
            job.ReclaimAfter,
            job.Reclaiming,
            job.Sealed is null,
            job.Terms is null ? null : Terms(job.Terms),
            job.Terms is null ? null : new ContentView(job.Terms.ModelCid.ToString(), job.Terms.ModelSize, job.ModelComplete),
            job.Terms?.DataCid is { } data ? new ContentView(data.ToString(), job.Terms.DataSize, job.DataComplete) : null,
            Money(job),
            Money(job.SponsorBond),
            Money(job.ClientBonds),
            Seal(job),
            job.Baseline is { } baseline ? new BaselineView(baseline.M0, baseline.Rows, baseline.Defaulted) : null,
            job.Prepared is null ? null : Prepared(job.Prepared),
            job.Prepared is null ? null : job.Best.Score,
            job.Best.SubmissionId,
            BestWeightsCid(job),
            job.Submissions.Length,
            job.UndecidedCount(),
            job.End is null ? null : End(job.End),
            RoundViews.Standing(job, now));
    }

    public static JobSummaryView Summary(IReadOnlyState state, Job job) => new(
        job.Id,
        job.Terms?.Title ?? "",
        job.Sponsor,
        job.Token,
        Phases.Of(job, state.Now),
        TickSchedule.Next(job, state.Now) != TickStep.None,
        job.Terms is null ? null : Phases.OpenEnd(job),
        job.Terms?.Metric,
        job.Prepared?.M0,
        job.Prepared is null ? null : job.Best.Score,
        job.Money.Pool,
        job.Money.Left,
        job.Submissions.Length,
        job.Sealed is null,
        job.Terms is null ? null : (byte)job.Terms.Kind,
        job.Terms is null ? null : (byte)job.Terms.PayRule,
        job.Terms?.ClientBond ?? 0);

    public static MoneyView Money(Job job) => Money(job.Money);

    private static MoneyView Money(in Ledger money) =>
        new(money.Deposited, money.Pool, money.Paid, money.Fee, money.Refunded, money.Left, money.Burned);

    private static SealView? Seal(Job job)
    {
        if (job.Terms?.Seal is not { } seal || job.Sealed is not { } data) return null;
        return new SealView(
            seal.Root,
            seal.Nonce,
            seal.Groups,
            seal.Rows,
            seal.GroupBytesMax,
            Phases.FundedEnd(job),
            Phases.SealedRevealEnd(job),
            data.Seed,
            [.. data.Drawn],
            [.. data.Groups.Where(group => group is not null).Select(group => Group(data, group!))],
            GroupDraw.HalfBadMissedMillionths(seal.Groups));
    }

    private static SealedGroupView Group(SealedData data, SealedGroup group) =>
        new(group.Index, group.Rows, data.IsDrawn(group.Index), new ContentView(group.Cid.ToString(), group.SizeBytes, group.Complete));

    public static EndView End(JobEnd end)
    {
        RejectionText text = Rejections.Of(end.Reason);
        return new EndView((ushort)end.Reason, text.Name, text.Message, end.Detail, end.At);
    }

    public static PreparedView Prepared(Prepared prepared) => new(
        prepared.M0,
        prepared.StandardError,
        prepared.Noisy,
        prepared.HigherIsBetter,
        prepared.Rows,
        prepared.Parameters,
        prepared.WorkPerSubmission,
        1 + (prepared.WorkPerSubmission / Limits.InputWorkMax));

    /// <summary>The best weights; in rounds the global model.</summary>
    public static string? BestWeightsCid(Job job) => job.Global is { } global ? global.Cid.ToString() :
        job.Best.SubmissionId is { } id ? job.Submissions[id].Weights?.Cid.ToString() : null;

    public static SubmissionView Submission(Job job, Submission submission) => new(
        job.Id,
        submission.Id,
        submission.Sender,
        submission.Commitment,
        submission.InputIndex,
        submission.CommittedAt,
        submission.FundedBefore,
        submission.RevealBy,
        submission.UploadBy,
        Status(job, submission),
        submission.Round,
        submission.Bond,
        submission.Bond == 0 ? 0 : BondRule.Burned(job, submission),
        submission.Weights is { } weights ? new ContentView(weights.Cid.ToString(), weights.SizeBytes, submission.Uploaded) : null,
        submission.TensorDigest,
        submission.Decided is { } decided ? Decision(job, submission, decided) : null,
        submission.Contribution,
        submission.FinalPay,
        submission.FinalPaymentId);

    public static DecisionView Decision(Job job, Submission submission, Decided decided) => new(
        decided.Outcome,
        decided.Detail,
        decided.Score,
        decided.BestBefore,
        decided.Improvement,
        job.Terms?.Target ?? 0,
        submission.FundedBefore,
        decided.PaidBefore,
        decided.Pay,
        decided.PaymentId,
        decided.DuplicateOf,
        decided.At);

    public static MissingContentView Missing(BlockStore content, Job job, PendingDeclaration pending)
    {
        var id = new DeclarationId(pending.Id);
        Declaration declaration = content.Find(id)!.Declaration;
        string purpose = pending.Purpose switch
        {
            ContentPurpose.Model => "model",
            ContentPurpose.Data => "data",
            ContentPurpose.Group => "group",
            ContentPurpose.Global => "global",
            _ => "weights",
        };
        int? submission = pending.Purpose == ContentPurpose.Weights ? job.Submissions[pending.Index].Id : null;
        IEnumerable<string> blocks = content.Missing(id, 0, Limits.MissingBlocksShown).Select(wanted => wanted.Cid.ToString());
        return new MissingContentView(purpose, submission, declaration.Root.ToString(), declaration.SizeBytes, pending.Deadline, [.. blocks]);
    }

    private static SubmissionStatus Status(Job job, Submission submission)
    {
        if (submission.Decided is not null) return SubmissionStatus.Decided;
        if (submission.Judged is not null) return SubmissionStatus.Judged;
        if (job.Evaluation?.SubmissionId == submission.Id) return SubmissionStatus.Scoring;
        if (submission.Uploaded) return SubmissionStatus.Uploaded;
        return submission.Weights is null ? SubmissionStatus.Committed : SubmissionStatus.Revealed;
    }

    private static TermsView Terms(Terms terms) => new(
        terms.Version,
        (byte)terms.Kind,
        (byte)terms.PayRule,
        terms.Metric,
        terms.OutputKind,
        terms.OutputName,
        terms.PositiveClass,
        terms.EvalBatchRows,
        terms.MaxSubmissions,
        terms.DirectSubmit,
        terms.AcceptNoisy,
        terms.WholeModels,
        terms.SampleWeights,
        terms.PrepareSeconds,
        terms.OpenSeconds,
        terms.RevealSeconds,
        terms.UploadSeconds,
        terms.Target,
        terms.MinImprovement,
        terms.NormBoundMicros,
        terms.DuplicateThousandths,
        terms.WeightsBytesMax,
        terms.Trainer,
        terms.Mixed,
        terms.FundedSeconds,
        terms.SealedRevealSeconds,
        terms.ScoringSeconds,
        terms.WinnerThreshold,
        terms.StakeCapThousandths,
        terms.ClientBond,
        terms.Rounds,
        (byte)terms.Aggregator,
        terms.AggregatorParameter,
        terms.FinalThousandths,
        [.. terms.Floors.Select(floor => new SliceFloorView(floor.By, floor.Value, floor.Metric, floor.Floor))],
        terms.TrainerCid is { } trainer ? new FileView(trainer.ToString(), terms.TrainerSize) : null,
        terms.SchemaCid is { } schema ? new FileView(schema.ToString(), terms.SchemaSize) : null);
}
