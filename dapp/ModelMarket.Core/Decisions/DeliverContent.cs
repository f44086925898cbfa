using ModelMarket.Content;
using ModelMarket.Content.Store;
using ModelMarket.Contracts;
using ModelMarket.Core.Messages;
using ModelMarket.Core.Notices;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Decisions;

/// <summary><c>putBlocks</c> and <c>putPart</c>: stores what live declarations want, and notes which files are complete in time.</summary>
internal static class DeliverContent
{
    public static Decision Decide(IReadOnlyState state, Message.PutBlocks message, in InputContext context)
    {
        Block[] wire = message.Call.Blocks;
        var blocks = new ContentBlock[wire.Length];
        for (int i = 0; i < wire.Length; i++)
        {
            if (!Cid.TryDecode(wire[i].Cid, out Cid cid, out ContentFault malformed)) return Reject(malformed);
            blocks[i] = new ContentBlock(cid, wire[i].Data);
        }

        var content = new ContentEdit(state);
        content.DropExpired(context.BlockTimestamp);
        return content.Content.TryPutBlocks(blocks, context.Sender, Sha256Managed.Instance, out Delivery? delivery, out ContentFault fault) && delivery is not null
            ? Take(state, content, delivery, "putBlocks", context)
            : Reject(fault);
    }

    public static Decision Decide(IReadOnlyState state, Message.PutPart message, in InputContext context)
    {
        MarketInputs.PutPartCall call = message.Call;
        if (!Cid.TryDecode(call.BlockCid, out Cid cid, out ContentFault malformed)) return Reject(malformed);
        var content = new ContentEdit(state);
        content.DropExpired(context.BlockTimestamp);
        var part = new BlockPart(context.Sender, cid, call.BlockSize, call.Offset, call.Data);
        return content.Content.TryPutPart(part, Sha256Managed.Instance, out Delivery? delivery, out ContentFault fault) && delivery is not null
            ? Take(state, content, delivery, "putPart", context)
            : Reject(fault);
    }

    private static Decision Reject(ContentFault fault) => Decision.Reject(ContentCodes.Of(fault.Error), fault.Detail);

    private static Decision Take(IReadOnlyState state, ContentEdit content, Delivery delivery, string messageName, in InputContext context)
    {
        var jobs = new SortedDictionary<ulong, Job>();
        foreach (DeclarationId completed in delivery.Completed)
        {
            PendingDeclaration pending = content.Pending.ById[completed.Value];
            if (pending.Deadline <= context.BlockTimestamp) continue; // complete, but too late to count
            Job job = jobs.TryGetValue(pending.JobId, out Job? edited) ? edited : state.Jobs[pending.JobId];
            jobs[pending.JobId] = Complete(job, pending, context.InputIndex);
        }

        content.Take(delivery);
        var report = new AcceptedReport(NoticeType.Accepted, messageName, StoredBlocks: delivery.Stored.Count);
        return Decision.Accept([.. jobs.Values.Select(job => new Change.SetJob(job)), .. content.Changes], new Effect.Report(report));
    }

    /// <summary>The job with one of its files complete.</summary>
    public static Job Complete(Job job, PendingDeclaration pending, ulong inputIndex) => pending.Purpose switch
    {
        ContentPurpose.Model => job with { ModelComplete = true },
        ContentPurpose.Data => job with { DataComplete = true },
        ContentPurpose.Group => job with { Sealed = Complete(job.Sealed, pending.Index) },
        ContentPurpose.Global => job,
        _ => job.With(job.Submissions[pending.Index] with { Uploaded = true, PublicAt = inputIndex }),
    };

    private static SealedData Complete(SealedData? data, int index)
    {
        Invariant.Require(data?.Groups[index] is not null, "only an opened group waits for blocks");
        return data.With(data.Groups[index]! with { Complete = true });
    }
}
