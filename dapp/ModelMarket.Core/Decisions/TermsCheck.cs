using System.Diagnostics.CodeAnalysis;
using System.Text;
using ModelMarket.Content;
using ModelMarket.Contracts;
using ModelMarket.Core.State;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Scoring;

namespace ModelMarket.Core.Decisions;

/// <summary>From the terms on the wire to terms that count, or the first thing that is wrong, in the order of the fields.</summary>
internal static class TermsCheck
{
    private const ushort CurrentVersion = 1;
    private const uint ThousandthsMax = 1_000;

    public static bool TryRead(ReadOnlySpan<byte> encoded, Schedule schedule, [NotNullWhen(true)] out Terms? terms, out RejectCode code)
    {
        terms = null;
        if (!JobTerms.TryDecode(encoded, out JobTerms wire))
        {
            code = RejectCode.TermsMalformed;
            return false;
        }

        code = CheckKind(wire);
        if (code == RejectCode.None) code = CheckNumbers(wire);
        if (code == RejectCode.None) code = CheckPhases(wire, schedule);
        if (code == RejectCode.None) code = CheckTexts(wire);
        if (code == RejectCode.None) code = CheckContent(wire, out terms);
        return code == RejectCode.None;
    }

    /// <summary>Seconds from the opening of a job to the last possible deadline of a commitment.</summary>
    public static ulong Duration(Terms terms) =>
        (ulong)terms.PrepareSeconds + terms.OpenSeconds + terms.RevealSeconds + terms.UploadSeconds;

    private static RejectCode CheckKind(in JobTerms wire)
    {
        if (wire.Version != CurrentVersion) return RejectCode.TermsVersionUnknown;
        if (wire.Kind != (byte)JobKind.Open) return RejectCode.KindUnknown;
        if (wire.PayRule != (byte)PayRule.SequentialRecords) return RejectCode.PayRuleUnknown;
        if (!((Metric)wire.Metric).IsKnown()) return RejectCode.MetricUnknown;
        if (wire.OutputKind > (byte)OutputKind.Value) return RejectCode.OutputKindUnknown;
        return (wire.Flags & ~(ushort)TermsFlags.All) != 0 ? RejectCode.FlagsUnknown : RejectCode.None;
    }

    private static RejectCode CheckNumbers(in JobTerms wire)
    {
        if (wire.EvalBatchRows > Limits.EvalBatchRowsMax) return RejectCode.BatchRowsInvalid;
        if (wire.PositiveClass > Limits.ClassesMax) return RejectCode.OutputKindUnknown;
        if (wire.MaxSubmissions is 0 or > Limits.CommitmentsPerJobMax) return RejectCode.MaxSubmissionsInvalid;
        if (wire.Target is 0 or >= Limits.MetricLimit) return RejectCode.TargetInvalid;
        if (wire.MinImprovement >= Limits.MetricLimit) return RejectCode.MinImprovementInvalid;
        return wire.DuplicateThousandths > ThousandthsMax ? RejectCode.DuplicateThresholdInvalid : RejectCode.None;
    }

    private static RejectCode CheckPhases(in JobTerms wire, Schedule schedule)
    {
        bool tooShort = wire.PrepareSeconds < schedule.PrepareSecondsMin
            || wire.OpenSeconds < schedule.OpenSecondsMin
            || wire.RevealSeconds < schedule.RevealSecondsMin
            || wire.UploadSeconds < schedule.UploadSecondsMin;
        if (tooShort) return RejectCode.PhaseTooShort;
        ulong total = (ulong)wire.PrepareSeconds + wire.OpenSeconds + wire.RevealSeconds + wire.UploadSeconds;
        return total > Limits.JobSecondsMax ? RejectCode.DurationTooLong : RejectCode.None;
    }

    private static RejectCode CheckTexts(in JobTerms wire)
    {
        bool tooLong = Encoding.UTF8.GetByteCount(wire.OutputName) > Limits.OutputNameBytesMax
            || Encoding.UTF8.GetByteCount(wire.Trainer) > Limits.TrainerBytesMax
            || Encoding.UTF8.GetByteCount(wire.Title) > Limits.TitleBytesMax;
        return tooLong ? RejectCode.TextTooLong : RejectCode.None;
    }

    private static RejectCode CheckContent(in JobTerms wire, out Terms? terms)
    {
        terms = null;
        Cid data = default;
        if (!Cid.TryDecode(wire.ModelCid, out Cid model, out _) || !Cid.TryDecode(wire.DataCid, out data, out _)) return RejectCode.CidMalformed;
        if (wire.ModelSize is 0 or > (ulong)Limits.DeclarationBytesMax) return RejectCode.ContentSizeInvalid;
        if (wire.DataSize is 0 or > (ulong)Limits.DeclarationBytesMax) return RejectCode.ContentSizeInvalid;
        terms = Read(wire, model, data);
        return RejectCode.None;
    }

    private static Terms Read(in JobTerms wire, Cid model, Cid data)
    {
        var flags = (TermsFlags)wire.Flags;
        return new Terms
        {
            Version = wire.Version,
            Kind = (JobKind)wire.Kind,
            PayRule = (PayRule)wire.PayRule,
            Metric = wire.Metric,
            OutputKind = wire.OutputKind,
            DirectSubmit = flags.HasFlag(TermsFlags.DirectSubmit),
            AcceptNoisy = flags.HasFlag(TermsFlags.AcceptNoisy),
            WholeModels = flags.HasFlag(TermsFlags.WholeModels),
            SampleWeights = flags.HasFlag(TermsFlags.SampleWeights),
            PositiveClass = wire.PositiveClass,
            EvalBatchRows = wire.EvalBatchRows == 0 ? Limits.EvalBatchRowsDefault : wire.EvalBatchRows,
            MaxSubmissions = wire.MaxSubmissions,
            PrepareSeconds = wire.PrepareSeconds,
            OpenSeconds = wire.OpenSeconds,
            RevealSeconds = wire.RevealSeconds,
            UploadSeconds = wire.UploadSeconds,
            Target = wire.Target,
            MinImprovement = wire.MinImprovement,
            NormBoundMicros = wire.NormBoundMicros,
            DuplicateThousandths = wire.DuplicateThousandths,
            ModelCid = model,
            ModelSize = wire.ModelSize,
            DataCid = data,
            DataSize = wire.DataSize,
            OutputName = wire.OutputName,
            Trainer = wire.Trainer,
            Title = wire.Title,
        };
    }
}
