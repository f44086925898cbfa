using System.Collections.Immutable;
using ModelMarket.Contracts;
using ModelMarket.Core.Judging;
using ModelMarket.Core.Messages;
using ModelMarket.Core.Notices;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core.Decisions;

/// <summary>
/// <c>jobOpened</c>: a job that can be taken starts Preparing, or Funded where it has sealed data; any other is refunded at once with the
/// reason. Checks in this order: number, sums, terms, reclaim time, reward, sponsor bond, sealed root, work, room, fee.
/// </summary>
internal static class OpenJob
{
    public static Decision Decide(IReadOnlyState state, Message.JobOpened message, in InputContext context)
    {
        MarketInputs.JobOpenedCall call = message.Call;
        if (state.Jobs.ContainsKey(call.JobId)) return Decision.Reject(RejectCode.JobExists);
        Job job = Blank(call, context.BlockTimestamp);
        if (!Deposits.Fit(job, call.Deposits)) return Decision.Reject(RejectCode.DepositOverflow);
        if (!TermsCheck.TryRead(call.Terms, state.Genesis.Schedule, out Terms? terms, out RejectCode code))
        {
            return Refuse(job, call, code, context);
        }

        job = job with
        {
            Terms = terms,
            TermsBytes = call.Terms,
            ReservedBytes = Reservation.OfLive(terms),
            SealedRoot = terms.Seal?.Root,
            Sealed = terms.Seal is { } seal ? SealedData.Closed(seal.Groups) : null,
        };
        code = Check(state, job, terms, call);
        return code == RejectCode.None ? Take(state, job, terms, call) : Refuse(job with { ReservedBytes = Limits.JobStubBytes }, call, code, context);
    }

    private static Job Blank(MarketInputs.JobOpenedCall call, ulong openedAt) => new()
    {
        Id = call.JobId,
        Sponsor = call.Sponsor,
        Token = call.Token,
        OpenedAt = openedAt,
        ReclaimAfter = call.ReclaimAfter,
        TermsHash = Keccak256.Hash(call.Terms),
        ReservedBytes = Limits.JobStubBytes,
    };

    private static RejectCode Check(IReadOnlyState state, Job job, Terms terms, MarketInputs.JobOpenedCall call)
    {
        ulong lastDeadline = Phases.After(job.OpenedAt, TermsCheck.Duration(terms));
        if (call.ReclaimAfter < Phases.After(lastDeadline, Limits.ReclaimMarginSeconds)) return RejectCode.ReclaimTooEarly;
        UInt128 reward = SumOf(call, Pot.Reward), bond = SumOf(call, Pot.SponsorBond);
        if (reward == 0) return RejectCode.RewardMissing;
        if (terms.Seal is not null && bond < LeastBond(reward)) return RejectCode.SponsorBondTooSmall;
        if (terms.Seal is { } seal && state.IsRootUsed(job.Sponsor, seal.Root)) return RejectCode.SealedRootUsed;
        if (!JudgeWork.CanPrepare(terms.ModelSize, terms.DataBytesMax, state.InputWorkMax)) return RejectCode.WorkTooLarge;
        return state.ReservedBytes + job.ReservedBytes > Limits.MachineBytesMax ? RejectCode.MachineFull : RejectCode.None;
    }

    /// <summary>What the sponsor itself put into a pot; the sums fit, that was checked.</summary>
    private static UInt128 SumOf(MarketInputs.JobOpenedCall call, byte pot)
    {
        UInt128 sum = 0;
        foreach (Deposit deposit in call.Deposits)
        {
            if (deposit.Pot == pot && deposit.Depositor == call.Sponsor) sum += deposit.Amount;
        }

        return sum;
    }

    /// <summary>⌈30 % of the reward⌉.</summary>
    private static UInt128 LeastBond(UInt128 reward)
    {
        Invariant.Require(UInt256.MulDiv(reward, 100 - Limits.SponsorBondPercent, 100, out UInt128 free), "a part of the reward fits");
        return reward - free;
    }

    private static Decision.Accepted Take(IReadOnlyState state, Job job, Terms terms, MarketInputs.JobOpenedCall call)
    {
        var content = new ContentEdit(state);
        if (!TryDeclare(content, ref job, terms))
        {
            return Refuse(job with { ReservedBytes = Limits.JobStubBytes }, call, RejectCode.MachineFull, job.OpenedAt);
        }

        var effects = new List<Effect>();
        foreach (Deposit deposit in call.Deposits)
        {
            if (Deposits.IsSponsorBond(job, deposit))
            {
                job = Deposits.JoinBond(job, deposit);
                continue;
            }

            RejectCode refusal = Deposits.Refusal(job, deposit);
            job = refusal == RejectCode.None ? Deposits.Join(job, deposit) : Deposits.Return(job, deposit, refusal, effects);
        }

        RejectCode unpaid = OperatorFee.Charge(state.Genesis, ref job, terms, effects);
        if (unpaid != RejectCode.None) return Refuse(Blank(call, job.OpenedAt), call, unpaid, job.OpenedAt);
        effects.Insert(0, new Effect.Notice(new JobOpenedNotice(
            NoticeType.JobOpened, job.Id, job.Sponsor, job.Token, terms.Title, job.Money.Pool, Phases.OpenStart(job), job.ReclaimAfter, terms.Seal is null, job.TermsHash)));
        return new Decision.Accepted([new Change.SetJob(job), .. content.Changes], [.. effects]);
    }

    private static bool TryDeclare(ContentEdit content, ref Job job, Terms terms)
    {
        ulong deadline = Phases.OpenStart(job);
        var model = new PendingDeclaration(0, job.Id, ContentPurpose.Model, 0, deadline);
        var data = new PendingDeclaration(0, job.Id, ContentPurpose.Data, 0, deadline);
        if (!content.TryDeclare(job.Sponsor, terms.ModelCid, terms.ModelSize, model, out ulong modelId, out bool modelComplete, out _)) return false;
        job = job with { ModelDeclaration = modelId, ModelComplete = modelComplete };
        if (terms.DataCid is not { } dataCid) return true; // sealed: each group is declared when it is opened
        if (!content.TryDeclare(job.Sponsor, dataCid, terms.DataSize, data, out ulong dataId, out bool dataComplete, out _)) return false;
        job = job with { DataDeclaration = dataId, DataComplete = dataComplete };
        return true;
    }

    private static Decision.Accepted Refuse(Job job, MarketInputs.JobOpenedCall call, RejectCode code, in InputContext context) =>
        Refuse(job, call, code, context.BlockTimestamp);

    private static Decision.Accepted Refuse(Job job, MarketInputs.JobOpenedCall call, RejectCode code, ulong now)
    {
        var effects = new List<Effect>();
        foreach (Deposit deposit in call.Deposits) job = Deposits.Return(job, deposit, code, effects);
        job = job with { End = new JobEnd(code, "", now), SealedRoot = null, Sealed = null };
        effects.Add(new Effect.Notice(Endings.Notice(job, [])));
        ImmutableArray<Change> changes = [new Change.SetJob(job)];
        return new Decision.Accepted(changes, [.. effects]);
    }
}
