using ModelMarket.Cli.Session;
using ModelMarket.Contracts;
using Rollup.Ethereum.Accounts;

namespace ModelMarket.Cli.Market;

/// <summary>Lets the escrow take an amount of a token from an account, as far as it may not already.</summary>
internal sealed class Allowance
{
    private readonly MarketSession _session;
    private readonly Account _account;
    private readonly Action<string> _say;

    /// <summary>Creates it for one account.</summary>
    public Allowance(MarketSession session, Account account, Action<string> say)
    {
        _session = session;
        _account = account;
        _say = say;
    }

    /// <summary>Checks the balance; signs an allowance where one is needed, or sends an approval where none can be signed.</summary>
    /// <returns>The signed allowance that must go with the deposit; null where the escrow may take the amount already.</returns>
    /// <exception cref="CliFault">The account holds less.</exception>
    public async Task<Permit?> EnsureAsync(TokenInfo token, UInt128 amount, string what, CancellationToken cancellation)
    {
        var balance = await token.BalanceAsync(_session.Ethereum, _account.Address, cancellation);
        if (balance < amount)
        {
            throw CliFault.Failed(
                $"{_account.Address.ToChecksumString()} holds {token.Text(balance)}, less than {token.Text(amount)} for {what}.",
                "Lower it, or use another account or token. Nothing was sent.");
        }

        if (token.IsEther)
        {
            return null;
        }

        var answer = await _session.Ethereum.CallAsync(token.Address, new TestToken.AllowanceCall(_account.Address, _session.Escrow).Encode(), cancellation);
        if (TestToken.AllowanceCall.TryDecodeResult(answer, out var allowed) && allowed >= amount)
        {
            return null;
        }

        if (await new SignedAllowance(_session, _account, _say).TrySignAsync(token, amount, cancellation) is { } permit)
        {
            return permit;
        }

        _say($"allowing the escrow to take {token.Text(amount)}");
        await _account.SendAsync(token.Address, new TestToken.ApproveCall(_session.Escrow, amount).Encode(), default, cancellation);
        return null;
    }
}
