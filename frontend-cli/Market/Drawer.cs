using ModelMarket.Cli.Session;
using ModelMarket.Contracts;
using Rollup.Ethereum.Accounts;

namespace ModelMarket.Cli.Market;

/// <summary>Has the escrow draw the groups that a sealed job opens. Anyone may; the seed is the same whoever calls.</summary>
internal sealed class Drawer
{
    /// <summary>The chain keeps this many block hashes.</summary>
    public const ulong BlocksKept = 256;

    private readonly MarketSession _session;
    private readonly Account _account;
    private readonly InputSender _sender;

    /// <summary>Creates a drawer.</summary>
    public Drawer(MarketSession session, Account account)
    {
        _session = session;
        _account = account;
        _sender = new InputSender(session, account);
    }

    /// <summary>The block whose hash draws.</summary>
    public static async Task<ulong> BlockAsync(MarketSession session, ulong jobId, CancellationToken cancellation)
    {
        var answer = await session.Ethereum.CallAsync(session.Escrow, new JobEscrow.JobCall(jobId).Encode(), cancellation);
        return JobEscrow.JobCall.TryDecodeResult(answer, out _, out _, out _, out _, out var drawBlock) && drawBlock.TryToUInt64(out var block)
            ? block
            : throw CliFault.Failed($"The escrow does not tell of job {jobId}.", "Is --app right?");
    }

    /// <summary>Draws, if the block is there; false if it is not yet.</summary>
    /// <exception cref="CliFault">Its hash can be read no more.</exception>
    public async Task<bool> TryDrawAsync(ulong jobId, CancellationToken cancellation)
    {
        var block = await BlockAsync(_session, jobId, cancellation);
        var head = (await _session.HeadAsync(cancellation)).Number;
        // The transaction's own block is the next one at the earliest.
        if (head < block)
        {
            return false;
        }

        if (head + 1 > block + BlocksKept)
        {
            throw CliFault.Rejected(
                $"Nobody drew the groups of job {jobId} in time: the hash of block {block} can be read no more.",
                "When Funded is over, `modelmarket tick` ends the job: the reward goes back, a tenth of the sponsor bond is burned.");
        }

        var receipt = await _account.SendAsync(_session.Escrow, new JobEscrow.DrawCall(jobId).Encode(), default, cancellation);
        var outcome = await _sender.WaitAsync(receipt, cancellation);
        if (outcome.Rejection is not { Report.Name: "DrawnAlready" })
        {
            outcome.OrThrow("The draw");
        }

        return true;
    }
}
