using ModelMarket.Cli.Session;
using ModelMarket.Contracts;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Errors;

namespace ModelMarket.Cli.Market;

/// <summary>Takes deposits back from the escrow without the rollup: no node, no voucher, only L1 and time (mechanism.md §7).</summary>
internal sealed class Reclaimer
{
    private const byte Pots = 3;

    private readonly MarketSession _session;
    private readonly Account _account;

    /// <summary>Creates it for one account.</summary>
    public Reclaimer(MarketSession session, Account account)
    {
        _session = session;
        _account = account;
    }

    /// <summary>What the escrow says of a job's reclaim.</summary>
    public async Task<ReclaimState> StateAsync(ulong jobId, CancellationToken cancellation)
    {
        var answer = await _session.Ethereum.CallAsync(_session.Escrow, new JobEscrow.JobCall(jobId).Encode(), cancellation);
        return JobEscrow.JobCall.TryDecodeResult(answer, out var token, out var after, out var opensAt, out var deposits, out _)
            ? new ReclaimState(token, after, opensAt, deposits)
            : throw CliFault.Failed($"The escrow does not tell of job {jobId}.", "Is --app right?");
    }

    /// <summary>Opens the window in which vouchers still pay; anybody may, once <c>reclaimAfter</c> has come.</summary>
    public Task StartAsync(ulong jobId, CancellationToken cancellation) =>
        _account.SendAsync(_session.Escrow, new JobEscrow.StartReclaimCall(jobId).Encode(), default, cancellation);

    /// <summary>Takes back every deposit of the account that is still there.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ReclaimAsync(ulong jobId, ReclaimState state, CancellationToken cancellation)
    {
        var taken = 0;
        for (ulong deposit = 0; deposit < state.Deposits; deposit++)
        {
            for (byte pot = 0; pot < Pots; pot++)
            {
                if (await IsOwnAsync(jobId, pot, deposit, cancellation))
                {
                    await _account.SendAsync(_session.Escrow, new JobEscrow.ReclaimCall(jobId, pot, deposit).Encode(), default, cancellation);
                    taken++;
                }
            }
        }

        return taken;
    }

    private async Task<bool> IsOwnAsync(ulong jobId, byte pot, ulong deposit, CancellationToken cancellation)
    {
        try
        {
            var answer = await _session.Ethereum.CallAsync(_session.Escrow, new JobEscrow.DepositOfCall(jobId, pot, deposit).Encode(), cancellation);
            return JobEscrow.DepositOfCall.TryDecodeResult(answer, out var depositor, out _, out var reclaimed) && depositor == _account.Address && !reclaimed;
        }
        catch (ContractRevertException)
        {
            // The deposit lies in another pot.
            return false;
        }
    }
}
