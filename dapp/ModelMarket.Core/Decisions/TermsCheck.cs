using System.Diagnostics.CodeAnalysis;
using System.Text;
using ModelMarket.Content;
using ModelMarket.Contracts;
using ModelMarket.Core.State;
using ModelMarket.Learning.Aggregation;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Scoring;
using Rollup.Primitives;

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
        if (code == RejectCode.None) code = CheckSeal(wire);
        if (code == RejectCode.None) code = CheckRounds(wire);
        if (code == RejectCode.None) code = CheckFloors(wire);
        if (code == RejectCode.None) code = CheckPhases(wire, schedule);
        if (code == RejectCode.None) code = CheckTexts(wire);
        if (code == RejectCode.None) code = CheckContent(wire, out terms);
        return code == RejectCode.None;
    }

    /// <summary>Seconds from the opening of a job to the last possible deadline.</summary>
    public static ulong Duration(Terms terms) => Duration(
        terms.FundedSeconds, terms.PrepareSeconds, terms.OpenSeconds, terms.RevealSeconds, terms.UploadSeconds, terms.ScoringSeconds, terms.Rounds, terms.SealedRevealSeconds);

    private static ulong Duration(uint funded, uint prepare, uint open, uint reveal, uint upload, uint scoring, uint rounds, uint sealedReveal)
    {
        ulong once = (ulong)open + reveal + upload;
        return (ulong)funded + prepare + (rounds == 0 ? once : rounds * (once + scoring)) + sealedReveal;
    }

    private static RejectCode CheckKind(in JobTerms wire)
    {
        if (wire.Version != CurrentVersion) return RejectCode.TermsVersionUnknown;
        if (!Enum.IsDefined((JobKind)wire.Kind)) return RejectCode.KindUnknown;
        if (!IsRuleOf((JobKind)wire.Kind, (PayRule)wire.PayRule)) return RejectCode.PayRuleUnknown;
        if (!((Metric)wire.Metric).IsKnown()) return RejectCode.MetricUnknown;
        if (wire.OutputKind > (byte)OutputKind.Value) return RejectCode.OutputKindUnknown;
        return (wire.Flags & ~(ushort)TermsFlags.All) != 0 || !AreFlagsOf(wire) ? RejectCode.FlagsUnknown : RejectCode.None;
    }

    private static bool IsRuleOf(JobKind kind, PayRule rule) => kind switch
    {
        JobKind.Open => rule is PayRule.SequentialRecords,
        JobKind.Sealed => rule is PayRule.Guaranteed or PayRule.Proportional or PayRule.Winner or PayRule.SequentialRecords,
        _ => rule is PayRule.Shapley,
    };

    /// <summary>Weights without a commitment would be seen by those who still train; only R4 is mixed.</summary>
    private static bool AreFlagsOf(in JobTerms wire)
    {
        var flags = (TermsFlags)wire.Flags;
        bool directFits = !flags.HasFlag(TermsFlags.DirectSubmit) || ((JobKind)wire.Kind == JobKind.Open && wire.ClientBond == 0);
        return directFits && (!flags.HasFlag(TermsFlags.Mixed) || (PayRule)wire.PayRule == PayRule.Shapley);
    }

    private static RejectCode CheckSeal(in JobTerms wire)
    {
        bool isSealed = wire.SealedGroups > 0;
        bool fits = (JobKind)wire.Kind switch
        {
            JobKind.Open => !isSealed,
            JobKind.Sealed => isSealed,
            _ => true,
        };
        if (!fits) return RejectCode.SealInvalid;
        if (!isSealed)
        {
            bool isBlank = wire.SealedRows == 0 && wire.SealedGroupBytesMax == 0 && wire.SealedRoot == Hash32.Zero && wire.JobNonce == Hash32.Zero;
            return isBlank && wire.FundedSeconds == 0 && wire.SealedRevealSeconds == 0 ? RejectCode.None : RejectCode.SealInvalid;
        }

        if (wire.SealedGroups is < Limits.GroupsMin or > Limits.GroupsMax) return RejectCode.SealInvalid;
        if (wire.SealedRows < wire.SealedGroups || wire.SealedRows > int.MaxValue) return RejectCode.SealInvalid;
        bool sizeFits = wire.SealedGroupBytesMax > 0 && wire.SealedGroupBytesMax <= (ulong)Limits.DeclarationBytesMax / wire.SealedGroups;
        return sizeFits && wire.DataCid.Length == 0 && wire.DataSize == 0 ? RejectCode.None : RejectCode.SealInvalid;
    }

    private static RejectCode CheckRounds(in JobTerms wire)
    {
        if ((JobKind)wire.Kind != JobKind.Rounds)
        {
            bool isBlank = wire.Rounds == 0 && wire.ScoringSeconds == 0 && wire.FinalThousandths == 0;
            if (!isBlank) return RejectCode.RoundsInvalid;
            return wire.Aggregator == 0 && wire.AggregatorParameter == 0 ? RejectCode.None : RejectCode.AggregatorInvalid;
        }

        if (wire.Rounds is 0 or > Limits.RoundsMax) return RejectCode.RoundsInvalid;
        bool partFits = wire.SealedGroups > 0
            ? wire.FinalThousandths is >= Limits.FinalThousandthsMin and <= Limits.Thousandths
            : wire.FinalThousandths == 0;
        if (!partFits) return RejectCode.RoundsInvalid;
        if (wire.MaxSubmissions * wire.Rounds > Limits.CommitmentsPerJobMax) return RejectCode.MaxSubmissionsInvalid;
        return IsAggregator((AggregationRule)wire.Aggregator, wire.AggregatorParameter) ? RejectCode.None : RejectCode.AggregatorInvalid;
    }

    /// <summary>A rule that is known, with a parameter that means something to it.</summary>
    private static bool IsAggregator(AggregationRule rule, uint parameter) => rule switch
    {
        AggregationRule.GatedMean or AggregationRule.Mean or AggregationRule.Median => parameter == 0,
        AggregationRule.ClippedMean => parameter > 0,
        AggregationRule.TrimmedMean => parameter < Limits.Thousandths / 2,
        AggregationRule.Krum or AggregationRule.MultiKrum => parameter <= Limits.CommitmentsPerJobMax,
        _ => false,
    };

    private static RejectCode CheckFloors(in JobTerms wire)
    {
        if (wire.Floors.Length > Limits.FloorsMax) return RejectCode.FloorInvalid;
        foreach (SliceFloor floor in wire.Floors)
        {
            if (floor.By > 1 || !((Metric)floor.Metric).IsKnown() || floor.Floor >= Limits.MetricLimit) return RejectCode.FloorInvalid;
        }

        return RejectCode.None;
    }

    private static RejectCode CheckNumbers(in JobTerms wire)
    {
        if (wire.EvalBatchRows > Limits.EvalBatchRowsMax) return RejectCode.BatchRowsInvalid;
        if (wire.PositiveClass > Limits.ClassesMax) return RejectCode.OutputKindUnknown;
        if (wire.MaxSubmissions is 0 or > Limits.CommitmentsPerJobMax) return RejectCode.MaxSubmissionsInvalid;
        if (wire.Target is 0 or >= Limits.MetricLimit) return RejectCode.TargetInvalid;
        if (wire.MinImprovement >= Limits.MetricLimit) return RejectCode.MinImprovementInvalid;
        if (wire.DuplicateThousandths > ThousandthsMax) return RejectCode.DuplicateThresholdInvalid;
        bool isWinner = (PayRule)wire.PayRule == PayRule.Winner;
        if (wire.WinnerThreshold >= Limits.MetricLimit || (!isWinner && wire.WinnerThreshold != 0)) return RejectCode.TargetInvalid;
        bool needsBond = (PayRule)wire.PayRule == PayRule.Guaranteed || wire.StakeCapThousandths > 0;
        return needsBond && wire.ClientBond == 0 ? RejectCode.ClientBondInvalid : RejectCode.None;
    }

    private static RejectCode CheckPhases(in JobTerms wire, Schedule schedule)
    {
        bool tooShort = wire.PrepareSeconds < schedule.PrepareSecondsMin
            || wire.OpenSeconds < schedule.OpenSecondsMin
            || wire.RevealSeconds < schedule.RevealSecondsMin
            || wire.UploadSeconds < schedule.UploadSecondsMin
            || (wire.SealedGroups > 0 && wire.FundedSeconds < schedule.FundedSecondsMin)
            || (wire.SealedGroups > 0 && wire.SealedRevealSeconds < schedule.SealedRevealSecondsMin)
            || (wire.Rounds > 0 && wire.ScoringSeconds < schedule.ScoringSecondsMin);
        if (tooShort) return RejectCode.PhaseTooShort;
        ulong total = Duration(
            wire.FundedSeconds, wire.PrepareSeconds, wire.OpenSeconds, wire.RevealSeconds, wire.UploadSeconds, wire.ScoringSeconds, wire.Rounds, wire.SealedRevealSeconds);
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
        if (!Cid.TryDecode(wire.ModelCid, out Cid model, out _)) return RejectCode.CidMalformed;
        bool hasData = wire.SealedGroups == 0;
        if (!TryReadOptional(wire.DataCid, wire.DataSize, hasData, out Cid? data, out RejectCode code)) return code;
        if (!TryReadOptional(wire.TrainerCid, wire.TrainerSize, wire.TrainerCid.Length > 0, out Cid? trainer, out code)) return code;
        if (!TryReadOptional(wire.SchemaCid, wire.SchemaSize, wire.SchemaCid.Length > 0, out Cid? schema, out code)) return code;
        if (wire.ModelSize is 0 or > (ulong)Limits.DeclarationBytesMax) return RejectCode.ContentSizeInvalid;
        if (hasData && wire.DataSize > (ulong)Limits.DeclarationBytesMax) return RejectCode.ContentSizeInvalid;
        terms = Read(wire, model, data, trainer, schema);
        return RejectCode.None;
    }

    /// <summary>A file that may be missing: then its size is 0 too.</summary>
    private static bool TryReadOptional(byte[] encoded, ulong sizeBytes, bool isPresent, out Cid? cid, out RejectCode code)
    {
        cid = null;
        code = RejectCode.None;
        if (!isPresent)
        {
            if (encoded.Length != 0 || sizeBytes != 0) code = RejectCode.ContentSizeInvalid;
            return code == RejectCode.None;
        }

        if (!Cid.TryDecode(encoded, out Cid read, out _)) code = RejectCode.CidMalformed;
        else if (sizeBytes == 0) code = RejectCode.ContentSizeInvalid;
        else cid = read;
        return code == RejectCode.None;
    }

    private static Terms Read(in JobTerms wire, Cid model, Cid? data, Cid? trainer, Cid? schema)
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
            Mixed = flags.HasFlag(TermsFlags.Mixed),
            PositiveClass = wire.PositiveClass,
            EvalBatchRows = wire.EvalBatchRows == 0 ? Limits.EvalBatchRowsDefault : wire.EvalBatchRows,
            MaxSubmissions = wire.MaxSubmissions,
            FundedSeconds = wire.FundedSeconds,
            PrepareSeconds = wire.PrepareSeconds,
            OpenSeconds = wire.OpenSeconds,
            RevealSeconds = wire.RevealSeconds,
            UploadSeconds = wire.UploadSeconds,
            SealedRevealSeconds = wire.SealedRevealSeconds,
            ScoringSeconds = wire.ScoringSeconds,
            Target = wire.Target,
            MinImprovement = wire.MinImprovement,
            WinnerThreshold = wire.WinnerThreshold,
            NormBoundMicros = wire.NormBoundMicros,
            DuplicateThousandths = wire.DuplicateThousandths,
            StakeCapThousandths = wire.StakeCapThousandths,
            ClientBond = wire.ClientBond,
            ModelCid = model,
            ModelSize = wire.ModelSize,
            DataCid = data,
            DataSize = wire.DataSize,
            Seal = wire.SealedGroups == 0
                ? null
                : new SealTerms(wire.SealedRoot, wire.JobNonce, (int)wire.SealedGroups, wire.SealedRows, wire.SealedGroupBytesMax),
            Rounds = wire.Rounds,
            Aggregator = (AggregationRule)wire.Aggregator,
            AggregatorParameter = wire.AggregatorParameter,
            FinalThousandths = wire.FinalThousandths,
            Floors = [.. wire.Floors],
            TrainerCid = trainer,
            TrainerSize = wire.TrainerSize,
            SchemaCid = schema,
            SchemaSize = wire.SchemaSize,
            OutputName = wire.OutputName,
            Trainer = wire.Trainer,
            Title = wire.Title,
        };
    }
}
