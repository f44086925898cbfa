using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelMarket.Content;
using ModelMarket.Core.Payout;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Inspect;

/// <summary>From a path to a JSON document. Sees the state read-only.</summary>
internal static class InspectRouter
{
    public static byte[] Answer(IReadOnlyState state, Hash32 root, string text)
    {
        if (!InspectPath.TryParse(text, out InspectPath path)) return Reject(RejectCode.PathMalformed, text);
        return path.Segments switch
        {
            ["jobs"] => Jobs(state, path.Offset),
            ["jobs", var id, .. var rest] => Job(state, id, rest, path, text),
            ["clients", var address] => Client(state, address, path.Offset, text),
            ["blocks", var cid] => Block(state, cid, text),
            ["state"] => Encode(State(state, root), MarketJson.Default.StateView),
            ["genesis"] => state.Genesis.Encode(),
            _ => Reject(RejectCode.PathUnknown, text),
        };
    }

    private static byte[] Jobs(IReadOnlyState state, int offset)
    {
        Page<Job> page = Page<Job>.Of([.. state.Jobs.Values], offset);
        var view = new JobListView(page.Total, offset, page.Next, [.. page.Items.Select(job => JobViews.Summary(state, job))]);
        return Encode(view, MarketJson.Default.JobListView);
    }

    private static byte[] Job(IReadOnlyState state, string idText, string[] rest, in InspectPath path, string text)
    {
        if (!ulong.TryParse(idText, NumberStyles.None, NumberFormatInfo.InvariantInfo, out ulong id)) return Reject(RejectCode.PathMalformed, text);
        if (!state.Jobs.TryGetValue(id, out Job? job)) return Reject(RejectCode.JobUnknown, text);
        return rest switch
        {
            [] => Encode(JobViews.Job(job, Math.Max(state.Now, path.At)), MarketJson.Default.JobView),
            ["leaderboard"] => Leaderboard(job, path.Offset),
            ["submissions"] => Submissions(job, path.Offset),
            ["submissions", var number] => Submission(job, number, text),
            ["rounds"] => Rounds(state, job, path.Offset, text),
            ["rounds", var number] => Round(state, job, number, path.Offset, text),
            ["messages"] => MessageCounts(job, path.Offset),
            ["missing"] => Missing(state, job, path.Offset),
            _ => Reject(RejectCode.PathUnknown, text),
        };
    }

    private static byte[] Submissions(Job job, int offset)
    {
        Page<Submission> page = Page<Submission>.Of(job.Submissions, offset);
        var view = new SubmissionListView(
            job.Id, page.Total, offset, page.Next, [.. page.Items.Select(submission => JobViews.Submission(job, submission))]);
        return Encode(view, MarketJson.Default.SubmissionListView);
    }

    private static byte[] Submission(Job job, string number, string text)
    {
        if (!int.TryParse(number, NumberStyles.None, NumberFormatInfo.InvariantInfo, out int id)) return Reject(RejectCode.PathMalformed, text);
        return id < job.Submissions.Length
            ? Encode(JobViews.Submission(job, job.Submissions[id]), MarketJson.Default.SubmissionView)
            : Reject(RejectCode.CommitmentUnknown, text);
    }

    private static byte[] Rounds(IReadOnlyState state, Job job, int offset, string text)
    {
        if (RoundViews.Standing(job, state.Now) is not { } standing) return Reject(RejectCode.RoundUnknown, text);
        Page<RoundView> page = Page<RoundView>.Of(RoundViews.All(job, state.Now), offset);
        return Encode(new RoundListView(job.Id, standing, page.Total, offset, page.Next, page.Items), MarketJson.Default.RoundListView);
    }

    private static byte[] Round(IReadOnlyState state, Job job, string number, int offset, string text)
    {
        if (!uint.TryParse(number, NumberStyles.None, NumberFormatInfo.InvariantInfo, out uint round)) return Reject(RejectCode.PathMalformed, text);
        if (RoundViews.All(job, state.Now).Find(view => view.Round == round) is not { } view) return Reject(RejectCode.RoundUnknown, text);
        Page<Submission> page = Page<Submission>.Of([.. job.Submissions.Where(submission => submission.Round == round)], offset);
        var detail = new RoundDetailView(
            job.Id, view, page.Total, offset, page.Next, [.. page.Items.Select(submission => JobViews.Submission(job, submission))]);
        return Encode(detail, MarketJson.Default.RoundDetailView);
    }

    private static byte[] Leaderboard(Job job, int offset)
    {
        bool higherIsBetter = job.Prepared?.HigherIsBetter ?? false;
        Submission[] scored = [.. job.Submissions.Where(submission => submission.Decided?.Score is not null)];
        // Ties go to the earlier commitment, so the order is total.
        Array.Sort(scored, (a, b) =>
        {
            int byScore = a.Decided!.Score!.Value.CompareTo(b.Decided!.Score!.Value);
            return byScore == 0 ? a.Id.CompareTo(b.Id) : higherIsBetter ? -byScore : byScore;
        });
        LeaderboardEntryView[] ranked = [.. scored.Select((submission, index) => Entry(job, submission, index + 1, higherIsBetter))];
        Page<LeaderboardEntryView> page = Page<LeaderboardEntryView>.Of(ranked, offset);
        var view = new LeaderboardView(job.Id, job.Prepared?.M0, higherIsBetter, page.Total, offset, page.Next, page.Items);
        return Encode(view, MarketJson.Default.LeaderboardView);
    }

    private static LeaderboardEntryView Entry(Job job, Submission submission, int rank, bool higherIsBetter)
    {
        Decided decided = submission.Decided!;
        long score = decided.Score!.Value;
        return new LeaderboardEntryView(
            rank,
            submission.Id,
            submission.Sender,
            score,
            MetricGain.Of(score, job.Prepared?.M0 ?? score, higherIsBetter),
            decided.Outcome,
            decided.Pay,
            submission.Weights?.Cid.ToString());
    }

    private static byte[] MessageCounts(Job job, int offset)
    {
        Page<MessageCount> page = Page<MessageCount>.Of(job.MessageCounts, offset);
        var view = new MessageCountsView(
            job.Id, page.Total, offset, page.Next,
            [.. page.Items.Select(count => new MessageCountView(count.Sender, count.Notes, count.Messages, Decisions.SendMessage.Left(job, count.Sender)))]);
        return Encode(view, MarketJson.Default.MessageCountsView);
    }

    private static byte[] Missing(IReadOnlyState state, Job job, int offset)
    {
        PendingDeclaration[] pending = [.. state.Pending.ById.Values.Where(declaration => declaration.JobId == job.Id)];
        Page<PendingDeclaration> page = Page<PendingDeclaration>.Of(pending, offset);
        var view = new MissingView(
            job.Id, page.Total, offset, page.Next, [.. page.Items.Select(declaration => JobViews.Missing(state.Content, job, declaration))]);
        return Encode(view, MarketJson.Default.MissingView);
    }

    private static byte[] Client(IReadOnlyState state, string addressText, int offset, string text)
    {
        if (!Address.TryParse(addressText, out Address address)) return Reject(RejectCode.PathMalformed, text);
        var submissions = new List<(Job Job, Submission Submission)>();
        foreach (Job job in state.Jobs.Values)
        {
            foreach (Submission submission in job.Submissions)
            {
                if (submission.Sender == address) submissions.Add((job, submission));
            }
        }

        Page<(Job Job, Submission Submission)> page = Page<(Job Job, Submission Submission)>.Of(submissions, offset);
        var view = new ClientView(
            address, page.Total, offset, page.Next, [.. page.Items.Select(item => JobViews.Submission(item.Job, item.Submission))]);
        return Encode(view, MarketJson.Default.ClientView);
    }

    private static byte[] Block(IReadOnlyState state, string cidText, string text)
    {
        if (!Cid.TryParse(cidText, out Cid cid, out ContentFault fault)) return Reject(RejectCode.PathMalformed, fault.Detail);
        return state.Content.TryGetBlock(cid, out ReadOnlyMemory<byte> data)
            ? Encode(new BlockView(cid.ToString(), data.Length, data.ToArray()), MarketJson.Default.BlockView)
            : Reject(RejectCode.BlockUnknown, text);
    }

    private static StateView State(IReadOnlyState state, Hash32 root) => new(
        root,
        state.Genesis.Hash,
        state.Now,
        state.Jobs.Count,
        state.Jobs.Values.Count(job => job.End is null),
        state.ReservedBytes,
        Limits.MachineBytesMax);

    private static byte[] Encode<T>(T view, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(view, type);

    private static byte[] Reject(RejectCode code, string detail) =>
        Encode(RejectionReport.Of(code, detail), MarketJson.Default.RejectionReport);
}
