using System.Numerics;
using ModelMarket.Cli.Presentation;
using ModelMarket.Contracts;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.JsonRpc;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>What a reward is counted in: Ether or an ERC-20, with its symbol and decimals as the token itself tells them.</summary>
/// <param name="Address">The token; zero for Ether.</param>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Decimals">Digits after the point.</param>
internal sealed record TokenInfo(Address Address, string Symbol, int Decimals)
{
    private const int DecimalsMax = 36;
    private const int BriefDigits = 6;
    private const int SymbolCharactersMax = 12;

    private static readonly TokenInfo Ether = new(Address.Zero, "ETH", 18);

    /// <summary>Whether it is Ether.</summary>
    public bool IsEther => Address.IsZero;

    /// <summary>Asks a token for its symbol and decimals.</summary>
    public static async Task<TokenInfo> ReadAsync(EthereumClient client, Address token, CancellationToken cancellation)
    {
        if (token.IsZero)
        {
            return Ether;
        }

        try
        {
            var decimals = await client.CallAsync(token, new TestToken.DecimalsCall().Encode(), cancellation);
            var symbol = await client.CallAsync(token, new TestToken.SymbolCall().Encode(), cancellation);
            if (TestToken.DecimalsCall.TryDecodeResult(decimals, out var digits) && digits <= DecimalsMax
                && TestToken.SymbolCall.TryDecodeResult(symbol, out var name))
            {
                return new TokenInfo(token, Plain(name), digits);
            }
        }
        catch (ContractRevertException)
        {
            // Old tokens have neither: amounts are then shown in the smallest unit, under the address.
        }

        return new TokenInfo(token, token.ToString()[..8] + "…", 0);
    }

    /// <summary>An amount with the symbol.</summary>
    public string Text(UInt128 amount) => $"{Units.Amount(amount, Decimals)} {Symbol}";

    /// <summary>The same for pictures, where there is room for six digits after the point: rounded down.</summary>
    public string Brief(UInt128 amount)
    {
        if (Decimals <= BriefDigits)
        {
            return Text(amount);
        }

        var unit = (UInt128)BigInteger.Pow(10, Decimals - BriefDigits);
        return amount < unit ? Text(amount) : Text(amount - (amount % unit));
    }

    /// <summary>A balance with the symbol; what is beyond 128 bits is not told to the unit.</summary>
    public string Text(UInt256 balance) => balance.TryToUInt128(out var amount) ? Text(amount) : $"more than {Text(UInt128.MaxValue)}";

    /// <summary>A decimal in whole tokens as an amount in the smallest unit.</summary>
    public UInt128 Parse(string text, string option)
    {
        if (!Units.TryParse(text, Decimals, out var value) || value > (BigInteger)UInt128.MaxValue)
        {
            throw CliFault.Usage($"{option} is not an amount of {Symbol}: {text}", $"Write a decimal with at most {Decimals} digits after the point, such as 1000 or 0.25.");
        }

        return (UInt128)value;
    }

    /// <summary>What an account holds.</summary>
    public async Task<UInt256> BalanceAsync(EthereumClient client, Address account, CancellationToken cancellation)
    {
        if (IsEther)
        {
            return await client.GetBalanceAsync(account, default, cancellation);
        }

        var answer = await client.CallAsync(Address, new TestToken.BalanceOfCall(account).Encode(), cancellation);
        return TestToken.BalanceOfCall.TryDecodeResult(answer, out var balance)
            ? balance
            : throw CliFault.Failed($"{Address.ToChecksumString()} does not answer balanceOf as a token does.", "Is it a token contract on this chain?");
    }

    // A token chooses its own symbol: control characters and length are not its to choose.
    private static string Plain(string symbol)
    {
        var shown = new string([.. symbol.Where(character => !char.IsControl(character)).Take(SymbolCharactersMax)]);
        return shown.Length == 0 ? "?" : shown;
    }
}
