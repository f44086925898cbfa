using ModelMarket.Cli.Session;
using ModelMarket.Contracts;
using ModelMarket.Core;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.JsonRpc;

namespace ModelMarket.Cli.Market;

/// <summary>Posts a job: locks the reward in the escrow, uploads model and data, has the initial model scored.</summary>
internal sealed class Poster
{
    /// <summary>Beyond the machine's least distance, so that a slow block does not refund the job.</summary>
    private const ulong ReclaimSlackSeconds = Limits.SecondsPerDay;

    private readonly MarketSession _session;
    private readonly MarketReader _market;
    private readonly ContentLibrary _content;
    private readonly Account _account;
    private readonly InputSender _sender;
    private readonly Action<string> _say;

    /// <summary>Creates a poster.</summary>
    /// <param name="session">The market.</param>
    /// <param name="content">The sponsor's blocks.</param>
    /// <param name="market">The market's views.</param>
    /// <param name="account">The sponsor.</param>
    /// <param name="say">Told each step in words.</param>
    public Poster(MarketSession session, MarketReader market, ContentLibrary content, Account account, Action<string> say)
    {
        _session = session;
        _market = market;
        _content = content;
        _account = account;
        _sender = new InputSender(session, account);
        _say = say;
    }

    /// <summary>Posts a job whose files are given.</summary>
    /// <param name="terms">The terms; sizes and CIDs are filled in here.</param>
    /// <param name="token">What the reward is counted in.</param>
    /// <param name="reward">In the token's smallest unit.</param>
    /// <param name="model">The ONNX file.</param>
    /// <param name="data">The safetensors file.</param>
    /// <param name="cancellation">Stops it; what is locked stays locked until the job's deadlines.</param>
    public async Task<PostedJob> PostAsync(
        JobTerms terms, TokenInfo token, UInt128 reward, ReadOnlyMemory<byte> model, ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        var modelFile = _content.Import(model.Span);
        var dataFile = _content.Import(data.Span);
        var complete = terms with
        {
            ModelCid = modelFile.Root.Encode(),
            ModelSize = modelFile.SizeBytes,
            DataCid = dataFile.Root.Encode(),
            DataSize = dataFile.SizeBytes,
        };
        await ApproveAsync(token, reward, cancellation);
        var receipt = await OpenAsync(complete, token, reward, cancellation);
        var jobId = JobIdIn(receipt);
        (await _sender.WaitAsync(receipt, cancellation)).OrThrow($"Job {jobId}");
        _say($"job {jobId} opened; uploading model and data");
        var uploader = new Uploader(_market, _content, _sender, _say);
        await uploader.UploadAsync(jobId, modelFile.Root, cancellation);
        await uploader.UploadAsync(jobId, dataFile.Root, cancellation);
        var job = await new Ticker(_market, _sender).WhileDueAsync(jobId, cancellation);
        return new PostedJob(jobId, receipt.TransactionHash, job);
    }

    /// <summary>When depositors may reclaim without the rollup: after every deadline the terms allow, and the machine's margin.</summary>
    public static ulong ReclaimAfter(in JobTerms terms, ulong now) =>
        now + terms.PrepareSeconds + terms.OpenSeconds + terms.RevealSeconds + terms.UploadSeconds + Limits.ReclaimMarginSeconds + ReclaimSlackSeconds;

    private async Task<TransactionReceipt> OpenAsync(JobTerms terms, TokenInfo token, UInt128 reward, CancellationToken cancellation)
    {
        var head = await _session.Ethereum.GetBlockAsync(BlockTag.Latest, cancellation)
            ?? throw CliFault.Unreachable("The Ethereum endpoint has no latest block.");
        var call = new JobEscrow.OpenJobCall(token.Address, reward, 0, ReclaimAfter(terms, head.Timestamp), terms.Encode());
        return await _account.SendAsync(_session.Escrow, call.Encode(), token.IsEther ? reward : 0, cancellation);
    }

    private async Task ApproveAsync(TokenInfo token, UInt128 reward, CancellationToken cancellation)
    {
        if (token.IsEther)
        {
            return;
        }

        var balance = await token.BalanceAsync(_session.Ethereum, _account.Address, cancellation);
        if (balance < reward)
        {
            throw CliFault.Failed($"{_account.Address.ToChecksumString()} holds less than {token.Text(reward)}.", "Lower the reward, or use another account or token.");
        }

        var answer = await _session.Ethereum.CallAsync(token.Address, new TestToken.AllowanceCall(_account.Address, _session.Escrow).Encode(), cancellation);
        if (!TestToken.AllowanceCall.TryDecodeResult(answer, out var allowed) || allowed < reward)
        {
            _say($"allowing the escrow to take {token.Text(reward)}");
            await _account.SendAsync(token.Address, new TestToken.ApproveCall(_session.Escrow, reward).Encode(), default, cancellation);
        }
    }

    private ulong JobIdIn(TransactionReceipt receipt)
    {
        foreach (var log in receipt.Logs.Where(log => log.Address == _session.Escrow))
        {
            if (JobEscrow.JobOpenedEvent.TryDecode([.. log.Topics], log.Data, out var opened))
            {
                return opened.JobId;
            }
        }

        throw CliFault.Failed($"Transaction {receipt.TransactionHash} opened no job.", "Is there an escrow at this application's address? `modelmarket dev` deploys one locally.");
    }
}
