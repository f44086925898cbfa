using System.Collections.Immutable;
using System.Text;
using ModelMarket.Core.Messages;
using ModelMarket.Core.Notices;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Decisions;

/// <summary>
/// <c>note</c> and <c>message</c>: what sponsor and clients of a job write to each other leaves as a notice; the state keeps how often each has
/// written. Checks in this order: job, size, receiver, count.
/// </summary>
internal static class SendMessage
{
    public static Decision Decide(IReadOnlyState state, Message.Note message, in InputContext context)
    {
        if (!TryFind(state, message.Call.JobId, out Job? job, out RejectCode code) || job is null) return Decision.Reject(code);
        string text = message.Call.Text;
        if (text.Length == 0 || Encoding.UTF8.GetByteCount(text) > Limits.NoteBytesMax) return Decision.Reject(RejectCode.MessageSizeInvalid);
        var notice = new NoteNotice(NoticeType.Note, job.Id, context.Sender, text, context.BlockTimestamp);
        return Send(job, context.Sender, new MessageCount(context.Sender, 1, 0), notice);
    }

    public static Decision Decide(IReadOnlyState state, Message.Private message, in InputContext context)
    {
        if (!TryFind(state, message.Call.JobId, out Job? job, out RejectCode code) || job is null) return Decision.Reject(code);
        byte[] text = message.Call.SealedText;
        if (text.Length == 0 || text.Length > Limits.MessageBytesMax) return Decision.Reject(RejectCode.MessageSizeInvalid);
        Address to = message.Call.To;
        // A stranger may be answered: it has written to this job before.
        if (to != job.Sponsor && !IsClient(job, to) && IndexOf(job.MessageCounts, to) < 0) return Decision.Reject(RejectCode.ReceiverUnknown);
        var notice = new MessageNotice(NoticeType.Message, job.Id, context.Sender, to, text, context.BlockTimestamp);
        return Send(job, context.Sender, new MessageCount(context.Sender, 0, 1), notice);
    }

    /// <summary>How often an address may still write to a job.</summary>
    public static uint Left(Job job, Address sender)
    {
        int index = IndexOf(job.MessageCounts, sender);
        uint written = index < 0 ? 0 : job.MessageCounts[index].Total;
        if (sender == job.Sponsor) return Rest(Limits.MessagesPerSponsorMax, written);
        if (IsClient(job, sender)) return Rest(Limits.MessagesPerClientMax, written);
        return Math.Min(Rest(Limits.MessagesPerStrangerMax, written), Rest(Limits.StrangerMessagesMax, OfStrangers(job)));
    }

    private static bool TryFind(IReadOnlyState state, ulong jobId, out Job? job, out RejectCode code)
    {
        code = RejectCode.None;
        // An ended job can still be talked about, until it is pruned and nobody's role is known any more.
        if (!state.Jobs.TryGetValue(jobId, out job)) code = RejectCode.JobUnknown;
        else if (job.Terms is null) code = RejectCode.JobEnded;
        return code == RejectCode.None;
    }

    private static Decision Send(Job job, Address sender, MessageCount more, object notice)
    {
        if (Left(job, sender) == 0) return Decision.Reject(RejectCode.MessagesExhausted);
        int index = IndexOf(job.MessageCounts, sender);
        ImmutableArray<MessageCount> counts = index < 0
            ? job.MessageCounts.Add(more)
            : job.MessageCounts.SetItem(index, job.MessageCounts[index].Plus(more));
        return Decision.Accept([new Change.SetJob(job with { MessageCounts = counts })], new Effect.Notice(notice));
    }

    private static uint OfStrangers(Job job)
    {
        uint sum = 0;
        foreach (MessageCount count in job.MessageCounts)
        {
            if (count.Sender != job.Sponsor && !IsClient(job, count.Sender)) sum += count.Total;
        }

        return sum;
    }

    private static bool IsClient(Job job, Address address)
    {
        foreach (Submission submission in job.Submissions)
        {
            if (submission.Sender == address) return true;
        }

        return false;
    }

    private static int IndexOf(ImmutableArray<MessageCount> counts, Address sender)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i].Sender == sender) return i;
        }

        return -1;
    }

    private static uint Rest(uint most, uint used) => used >= most ? 0 : most - used;
}
