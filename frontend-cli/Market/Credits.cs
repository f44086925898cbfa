using ModelMarket.Cli.Session;
using ModelMarket.Contracts;
using Rollup.Ethereum.Accounts;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>What a refused transfer left in the escrow for its payee.</summary>
internal sealed class Credits
{
    private readonly MarketSession _session;

    /// <summary>Creates it for a market.</summary>
    public Credits(MarketSession session)
    {
        _session = session;
    }

    /// <summary>What an account could withdraw of a token.</summary>
    public async Task<UInt256> OfAsync(Address payee, Address token, CancellationToken cancellation)
    {
        var answer = await _session.Ethereum.CallAsync(_session.Escrow, new JobEscrow.CreditOfCall(payee, token).Encode(), cancellation);
        return JobEscrow.CreditOfCall.TryDecodeResult(answer, out var amount)
            ? amount
            : throw CliFault.Failed("The escrow's answer is not an amount.", "Is --app right?");
    }

    /// <summary>Sends an account's whole credit in a token to itself.</summary>
    public Task WithdrawAsync(Account account, Address token, CancellationToken cancellation) =>
        account.SendAsync(_session.Escrow, new JobEscrow.WithdrawCall(token, account.Address).Encode(), default, cancellation);
}
