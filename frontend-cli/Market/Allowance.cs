using ModelMarket.Cli.Session;
using ModelMarket.Contracts;

namespace ModelMarket.Cli.Market;

/// <summary>Lets the escrow take an amount of a token from an account, as far as it may not already.</summary>
internal sealed class Allowance
{
    private readonly UserMarket _user;

    /// <summary>Creates it for one user.</summary>
    public Allowance(UserMarket user)
    {
        _user = user;
    }

    /// <summary>Checks the balance; signs an allowance where one is needed, or sends an approval where none can be signed.</summary>
    /// <returns>The signed allowance that must go with the deposit; null where the escrow may take the amount already.</returns>
    /// <exception cref="CliFault">The account holds less.</exception>
    public async Task<Permit?> EnsureAsync(TokenInfo token, UInt128 amount, string what, CancellationToken cancellation)
    {
        var balance = await token.BalanceAsync(_user.Session.Ethereum, _user.Account.Address, cancellation);
        if (balance < amount)
        {
            throw CliFault.Failed(
                $"{_user.Account.Address.ToChecksumString()} holds {token.Text(balance)}, less than {token.Text(amount)} for {what}.",
                KeySource.IsLocal(_user.Session.ChainId)
                    ? $"On a local network: modelmarket wallet fund {_user.Account.Address.ToChecksumString()}. Nothing was sent."
                    : "Lower it, or use another account or token. Nothing was sent.");
        }

        if (token.IsEther)
        {
            return null;
        }

        var answer = await _user.Session.Ethereum.CallAsync(token.Address, new TestToken.AllowanceCall(_user.Account.Address, _user.Session.Escrow).Encode(), cancellation);
        if (TestToken.AllowanceCall.TryDecodeResult(answer, out var allowed) && allowed >= amount)
        {
            return null;
        }

        if (await new SignedAllowance(_user).TrySignAsync(token, amount, cancellation) is { } permit)
        {
            return permit;
        }

        _user.Say($"allowing the escrow to take {token.Text(amount)}");
        await _user.Account.SendAsync(token.Address, new TestToken.ApproveCall(_user.Session.Escrow, amount).Encode(), default, cancellation);
        return null;
    }
}
