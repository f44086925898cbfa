using ModelMarket.Cli.Session;
using ModelMarket.Content;
using ModelMarket.Contracts;
using ModelMarket.Core;
using ModelMarket.Core.Decisions;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Notices;
using Rollup.Ethereum.Host;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>
/// Brings weights into a job: commit (with a bond where the terms ask for one), reveal, upload, score. Each step looks at what the machine
/// already has, so a run that was interrupted anywhere goes on where it stopped.
/// </summary>
internal sealed class Submitter
{
    private readonly UserMarket _user;

    /// <summary>Creates a submitter for one user.</summary>
    public Submitter(UserMarket user)
    {
        _user = user;
    }

    /// <summary>Commits weights unless they are committed already, and does every further step whose time has come.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="weights">The file.</param>
    /// <param name="cancellation">Stops it between two steps.</param>
    /// <param name="bond">The client bond; null for the least that the terms ask.</param>
    /// <returns>The submission as the machine has it.</returns>
    public async Task<SubmissionView> SubmitAsync(ulong jobId, ReadOnlyMemory<byte> weights, CancellationToken cancellation, UInt128? bond = null)
    {
        var file = _user.Content.Import(weights.Span);
        var job = await NowAsync(jobId, cancellation);
        var round = RoundOf(job);
        var record = await KeptAsync(jobId, file.Root, round, cancellation) ?? await NewRecordAsync(jobId, file.Root, file.SizeBytes, round, cancellation);
        if (await FindAsync(jobId, record, cancellation) is null)
        {
            await CommitAsync(job, record, bond ?? job.Terms?.ClientBond ?? 0, cancellation);
        }

        return await ContinueAsync(jobId, record, cancellation);
    }

    /// <summary>Does what is due for every commitment of this account whose salt is kept here.</summary>
    /// <returns>The live commitments, in the order of merit.</returns>
    public async Task<IReadOnlyList<SubmissionView>> ResumeAsync(ulong jobId, CancellationToken cancellation)
    {
        var found = new List<SubmissionView>();
        foreach (var record in await Files(jobId).AllAsync(cancellation))
        {
            if (await FindAsync(jobId, record, cancellation) is not null)
            {
                found.Add(await ContinueAsync(jobId, record, cancellation));
            }
        }

        return [.. found.OrderBy(submission => submission.Id)];
    }

    /// <summary>Whether the machine has a commitment of this account to these weights already, from an earlier run.</summary>
    public async Task<bool> IsUnderWayAsync(ulong jobId, ReadOnlyMemory<byte> weights, CancellationToken cancellation)
    {
        var job = await NowAsync(jobId, cancellation);
        var kept = await KeptAsync(jobId, _user.Content.Import(weights.Span).Root, RoundOf(job), cancellation);
        return kept is not null && await FindAsync(jobId, kept, cancellation) is not null;
    }

    /// <summary>Whether a commitment may be revealed now: in jobs that are decided together not before the last one is bound.</summary>
    public static bool IsRevealTime(JobView job, SubmissionView submission)
    {
        var isPhase = job.Phase == JobPhase.Reveal || (job.Phase == JobPhase.Open && job.Terms?.Kind == JobNames.KindOpen);
        return isPhase && job.Now < submission.RevealBy;
    }

    private async Task<SubmissionView> ContinueAsync(ulong jobId, SubmissionRecord record, CancellationToken cancellation)
    {
        var job = await NowAsync(jobId, cancellation);
        var submission = await FoundAsync(jobId, record, cancellation);
        if (submission.Status == SubmissionStatus.Committed && IsRevealTime(job, submission))
        {
            await RevealAsync(jobId, record, cancellation);
            submission = await FoundAsync(jobId, record, cancellation);
        }

        if (submission.Status == SubmissionStatus.Revealed && job.Now < submission.UploadBy)
        {
            _user.Say("uploading");
            await new Uploader(_user.Reader, _user.Content, _user.Sender, _user.Say).UploadAsync(jobId, ContentLibrary.CidOf(record.WeightsCid), cancellation);
        }

        if ((await _user.Reader.JobAsync(jobId, cancellation)).WorkDue)
        {
            _user.Say("having it scored");
            await new Ticker(_user.Reader, _user.Sender).WhileDueAsync(jobId, cancellation);
        }

        return await FoundAsync(jobId, record, cancellation);
    }

    private async Task<JobView> NowAsync(ulong jobId, CancellationToken cancellation) =>
        await _user.Reader.JobAsync(jobId, (await _user.Session.HeadAsync(cancellation)).Timestamp, cancellation);

    private static uint RoundOf(JobView job) => job.Rounds?.Current ?? 0;

    private CommitmentFiles Files(ulong jobId) => new(_user.Session.State, jobId, _user.Account.Address);

    // Written before the commitment is sent: without its salt nobody can reveal it.
    private async Task<SubmissionRecord> NewRecordAsync(ulong jobId, Cid root, ulong size, uint round, CancellationToken cancellation)
    {
        var salt = Hash32.FromBytes(HostCrypto.RandomBytes(Hash32.SizeBytes));
        var commitment = CommitmentHash.Of(_user.Session.ChainId, _user.Session.Application, jobId, round, _user.Account.Address, root, size, salt);
        var record = new SubmissionRecord(root.ToString(), size, salt.ToString(), commitment.ToString(), round);
        await Files(jobId).SaveAsync(record, cancellation);
        return record;
    }

    // The salt of an earlier run for the same weights is used again: the machine may have its commitment. Not once that was decided:
    // weights that were given up for others may come back.
    private async Task<SubmissionRecord?> KeptAsync(ulong jobId, Cid root, uint round, CancellationToken cancellation)
    {
        foreach (var record in await Files(jobId).AllAsync(cancellation))
        {
            if (record.WeightsCid == root.ToString() && record.Round == round
                && await FindAsync(jobId, record, cancellation) is not { Decision.Outcome: SubmissionOutcome.Replaced or SubmissionOutcome.NotRevealed or SubmissionOutcome.NotUploaded })
            {
                return record;
            }
        }

        return null;
    }

    private async Task<SubmissionView> FoundAsync(ulong jobId, SubmissionRecord record, CancellationToken cancellation) =>
        await FindAsync(jobId, record, cancellation)
        ?? throw CliFault.Failed("The machine took the commitment but does not list it.", $"See: modelmarket job show {jobId}");

    private async Task<SubmissionView?> FindAsync(ulong jobId, SubmissionRecord record, CancellationToken cancellation)
    {
        var all = await _user.Reader.SubmissionsAsync(jobId, cancellation);
        return all.LastOrDefault(one => one.Sender == _user.Account.Address && one.Commitment.ToString() == record.Commitment);
    }

    private async Task CommitAsync(JobView job, SubmissionRecord record, UInt128 bond, CancellationToken cancellation)
    {
        if (bond == 0)
        {
            _user.Say("committing");
            var payload = new MarketInputs.CommitCall(job.Id, record.Round, Hash32.Parse(record.Commitment)).Encode();
            (await _user.Sender.SendAsync(payload, cancellation)).OrThrow("The commitment");
            return;
        }

        var token = await TokenInfo.ReadAsync(_user.Session.Ethereum, job.Token, cancellation);
        var permit = await new Allowance(_user).EnsureAsync(token, bond, "the bond", cancellation);
        _user.Say($"committing with a bond of {token.Text(bond)}");
        var commitment = Hash32.Parse(record.Commitment);
        var call = permit is { } signed
            ? new JobEscrow.BondAndCommitWithPermitCall(job.Id, bond, record.Round, commitment, signed).Encode()
            : new JobEscrow.BondAndCommitCall(job.Id, bond, record.Round, commitment).Encode();
        var receipt = await _user.Account.SendAsync(_user.Session.Escrow, call, token.IsEther ? bond : 0, cancellation);
        await TakenAsync(await _user.Sender.WaitAsync(receipt, cancellation), record, job.Id, cancellation);
    }

    // A bond is never refused, because it is locked already: a commitment that cannot be taken is told by a notice that sends it back.
    private async Task TakenAsync(InputOutcome outcome, SubmissionRecord record, ulong jobId, CancellationToken cancellation)
    {
        outcome.OrThrow("The bond");
        if (await FindAsync(jobId, record, cancellation) is not null)
        {
            return;
        }

        var returned = await new MarketNotices(_user.Session.Node).OfAsync(NoticeType.DepositReturned, MarketJson.Default.DepositReturnedNotice, outcome.Index, cancellation);
        throw returned is [.., var last]
            ? CliFault.Rejected($"{last.Message.TrimEnd('.')}. Your bond goes back to you by voucher.", $"{last.Hint} The bond: modelmarket claim {jobId}", last.Name)
            : CliFault.Failed("The machine took the bond but does not list the commitment.", $"See: modelmarket job show {jobId}");
    }

    private async Task RevealAsync(ulong jobId, SubmissionRecord record, CancellationToken cancellation)
    {
        _user.Say("revealing");
        var root = ContentLibrary.CidOf(record.WeightsCid);
        var payload = new MarketInputs.RevealCall(jobId, record.Round, root.Encode(), record.WeightsSize, Hash32.Parse(record.Salt)).Encode();
        (await _user.Sender.SendAsync(payload, cancellation)).OrThrow("The reveal");
    }
}
