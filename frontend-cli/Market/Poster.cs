using ModelMarket.Cli.Session;
using ModelMarket.Contracts;
using ModelMarket.Core;
using Rollup.Ethereum.JsonRpc;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>Posts a job: locks the reward in the escrow, uploads model and data, has the initial model scored.</summary>
internal sealed class Poster
{
    /// <summary>Beyond the machine's least distance, so that a slow block does not refund the job.</summary>
    private const ulong ReclaimSlackSeconds = Limits.SecondsPerDay;

    private readonly UserMarket _user;

    /// <summary>Creates a poster for one user.</summary>
    public Poster(UserMarket user)
    {
        _user = user;
    }

    /// <summary>Posts an open job whose files are given, and has the initial model scored.</summary>
    /// <param name="terms">The terms; sizes and CIDs are filled in here.</param>
    /// <param name="token">What the reward is counted in.</param>
    /// <param name="reward">In the token's smallest unit.</param>
    /// <param name="model">The ONNX file.</param>
    /// <param name="data">The safetensors file.</param>
    /// <param name="cancellation">Stops it; what is locked stays locked until the job's deadlines.</param>
    public async Task<PostedJob> PostAsync(
        JobTerms terms, TokenInfo token, UInt128 reward, ReadOnlyMemory<byte> model, ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        var dataFile = _user.Content.Import(data.Span);
        var complete = terms with { DataCid = dataFile.Root.Encode(), DataSize = dataFile.SizeBytes };
        var (jobId, transaction) = await LockAsync(complete, token, new JobMoney(reward, 0, terms.ClientBond), model, cancellation);
        await new Uploader(_user.Reader, _user.Content, _user.Sender, _user.Say).UploadAsync(jobId, dataFile.Root, cancellation);
        var job = await new Ticker(_user.Reader, _user.Sender).WhileDueAsync(jobId, cancellation);
        return new PostedJob(jobId, transaction, job);
    }

    /// <summary>Posts a job with sealed rows. The secret is on disk before anything is sent; the draw and what follows is the caller's.</summary>
    /// <param name="terms">The terms; the seal, sizes and CIDs are filled in here.</param>
    /// <param name="token">What the money is counted in.</param>
    /// <param name="money">Reward and bonds.</param>
    /// <param name="model">The ONNX file.</param>
    /// <param name="secret">The sealed rows.</param>
    /// <param name="cancellation">Stops it; what is locked stays locked until the job's deadlines.</param>
    public async Task<PostedJob> PostSealedAsync(
        JobTerms terms, TokenInfo token, JobMoney money, ReadOnlyMemory<byte> model, SealedSecret secret, CancellationToken cancellation)
    {
        await new SecretFiles(_user.Session.State).SaveAsync(secret, cancellation);
        var complete = TermsBuilder.WithSeal(terms, secret) with { ClientBond = money.ClientBond };
        var (jobId, transaction) = await LockAsync(complete, token, money, model, cancellation);
        return new PostedJob(jobId, transaction, await _user.Reader.JobAsync(jobId, cancellation));
    }

    /// <summary>When depositors may reclaim without the rollup: after every deadline the terms allow, and the machine's margin.</summary>
    public static ulong ReclaimAfter(in JobTerms terms, ulong now) => now + Duration(terms) + Limits.ReclaimMarginSeconds + ReclaimSlackSeconds;

    /// <summary>Seconds from the opening of a job to its last possible deadline.</summary>
    public static ulong Duration(in JobTerms terms)
    {
        var once = (ulong)terms.OpenSeconds + terms.RevealSeconds + terms.UploadSeconds;
        var all = terms.Rounds == 0 ? once : terms.Rounds * (once + terms.ScoringSeconds);
        return (ulong)terms.FundedSeconds + terms.PrepareSeconds + all + terms.SealedRevealSeconds;
    }

    // Locks the money and uploads the model.
    private async Task<(ulong JobId, Hash32 Transaction)> LockAsync(
        JobTerms terms, TokenInfo token, JobMoney money, ReadOnlyMemory<byte> model, CancellationToken cancellation)
    {
        var modelFile = _user.Content.Import(model.Span);
        var complete = terms with { ModelCid = modelFile.Root.Encode(), ModelSize = modelFile.SizeBytes };
        var permit = await new Allowance(_user).EnsureAsync(token, money.Locked, "reward and bond", cancellation);
        var receipt = await OpenAsync(complete, token, money, permit, cancellation);
        var jobId = JobIdIn(receipt);
        (await _user.Sender.WaitAsync(receipt, cancellation)).OrThrow($"Job {jobId}");
        var job = await _user.Reader.JobAsync(jobId, cancellation);
        if (job.End is { } end)
        {
            throw CliFault.Rejected($"Job {jobId} was refused and its money goes back: {end.Message} {end.Detail}".TrimEnd(), $"modelmarket claim {jobId} brings the refund.", end.Name);
        }

        _user.Say($"job {jobId} opened; uploading");
        await new Uploader(_user.Reader, _user.Content, _user.Sender, _user.Say).UploadAsync(jobId, modelFile.Root, cancellation);
        return (jobId, receipt.TransactionHash);
    }

    private async Task<TransactionReceipt> OpenAsync(JobTerms terms, TokenInfo token, JobMoney money, Permit? permit, CancellationToken cancellation)
    {
        var reclaimAfter = ReclaimAfter(terms, (await _user.Session.HeadAsync(cancellation)).Timestamp);
        var call = permit is { } signed
            ? new JobEscrow.OpenJobWithPermitCall(token.Address, money.Reward, money.SponsorBond, reclaimAfter, terms.Encode(), signed).Encode()
            : new JobEscrow.OpenJobCall(token.Address, money.Reward, money.SponsorBond, reclaimAfter, terms.Encode()).Encode();
        return await _user.Account.SendAsync(_user.Session.Escrow, call, token.IsEther ? money.Locked : 0, cancellation);
    }

    private ulong JobIdIn(TransactionReceipt receipt)
    {
        foreach (var log in receipt.Logs.Where(log => log.Address == _user.Session.Escrow))
        {
            if (JobEscrow.JobOpenedEvent.TryDecode([.. log.Topics], log.Data, out var opened))
            {
                return opened.JobId;
            }
        }

        throw CliFault.Failed($"Transaction {receipt.TransactionHash} opened no job.", "Is there an escrow at this application's address? `modelmarket dev` deploys one locally.");
    }
}
