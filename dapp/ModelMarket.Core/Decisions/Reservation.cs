using ModelMarket.Core.State;

namespace ModelMarket.Core.Decisions;

/// <summary>How much of the machine's memory a job keeps others from using.</summary>
internal static class Reservation
{
    private const ulong QuotaBaseBytes = 4_096;

    /// <summary>The quota of one declared file: its bytes, an eighth for nodes and entries, and a page.</summary>
    public static ulong QuotaOf(ulong sizeBytes) => sizeBytes + (sizeBytes / 8) + QuotaBaseBytes;

    /// <summary>While a job lives: model, data and every submission the terms count.</summary>
    public static long OfLive(Terms terms)
    {
        ulong files = QuotaOf(terms.ModelSize) + QuotaOf(terms.DataBytesMax) + ((ulong)(terms.Seal?.Groups ?? 0) * QuotaBaseBytes);
        // Of a batch all weights are there at once, of one round at a time; records stay to the end.
        ulong weights = terms.MaxSubmissions * QuotaOf(terms.WeightsBytesMax);
        ulong records = terms.PlacesMax * (ulong)Limits.CommitmentRecordBytes;
        ulong globals = terms.Rounds == 0 ? 0 : 2 * QuotaOf(terms.WeightsBytesMax);
        return Limits.JobRecordBytes + (long)(files + weights + records + globals);
    }

    /// <summary>After its end: the record, and model and best weights for those who want them.</summary>
    public static long OfEnded(Job job)
    {
        long record = Limits.JobRecordBytes + (job.Submissions.Length * Limits.CommitmentRecordBytes);
        if (job.Terms is { } rounds && job.Global is { } global) return record + (long)(QuotaOf(rounds.ModelSize) + QuotaOf(global.SizeBytes));
        if (job.Terms is not { } terms || job.Best.SubmissionId is not { } best) return record;
        ulong weights = job.Submissions[best].Weights?.SizeBytes ?? 0;
        return record + (long)(QuotaOf(terms.ModelSize) + QuotaOf(weights));
    }
}
