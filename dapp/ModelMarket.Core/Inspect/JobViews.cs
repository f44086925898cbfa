using ModelMarket.Core.State;
using ModelMarket.Content.Store;
using ModelMarket.Core.Ticking;

namespace ModelMarket.Core.Inspect;

/// <summary>From the state of a job to what people and programs read.</summary>
internal static class JobViews
{
    public static JobView Job(IReadOnlyState state, Job job)
    {
        bool timed = job.Terms is not null;
        return new JobView(
            job.Id,
            job.Terms?.Title ?? "",
            job.Sponsor,
            job.Token,
            Phases.Of(job, state.Now),
            state.Now,
            TickSchedule.Next(job, state.Now) != TickStep.None,
            job.OpenedAt,
            timed ? Phases.OpenStart(job) : null,
            timed ? Phases.OpenEnd(job) : null,
            timed ? Phases.LastDeadline(job) : null,
            job.ReclaimAfter,
            job.Reclaiming,
            true,
            job.Terms is null ? null : Terms(job.Terms),
            job.Terms is null ? null : new ContentView(job.Terms.ModelCid.ToString(), job.Terms.ModelSize, job.ModelComplete),
            job.Terms is null ? null : new ContentView(job.Terms.DataCid.ToString(), job.Terms.DataSize, job.DataComplete),
            Money(job),
            job.Prepared is null ? null : Prepared(job.Prepared),
            job.Prepared is null ? null : job.Best.Score,
            job.Best.SubmissionId,
            BestWeightsCid(job),
            job.Submissions.Length,
            job.UndecidedCount(),
            job.End is null ? null : End(job.End));
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
        true);

    public static MoneyView Money(Job job) =>
        new(job.Money.Deposited, job.Money.Pool, job.Money.Paid, job.Money.Fee, job.Money.Refunded, job.Money.Left);

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

    public static string? BestWeightsCid(Job job) =>
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
        submission.Weights is { } weights ? new ContentView(weights.Cid.ToString(), weights.SizeBytes, submission.Uploaded) : null,
        submission.TensorDigest,
        submission.Decided is { } decided ? Decision(job, submission, decided) : null);

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
            _ => "weights",
        };
        int? submission = pending.Purpose == ContentPurpose.Weights ? job.Submissions[pending.SubmissionId].Id : null;
        IEnumerable<string> blocks = content.Missing(id, 0, Limits.MissingBlocksShown).Select(wanted => wanted.Cid.ToString());
        return new MissingContentView(purpose, submission, declaration.Root.ToString(), declaration.SizeBytes, pending.Deadline, [.. blocks]);
    }

    private static SubmissionStatus Status(Job job, Submission submission)
    {
        if (submission.Decided is not null) return SubmissionStatus.Decided;
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
        terms.Trainer);
}
