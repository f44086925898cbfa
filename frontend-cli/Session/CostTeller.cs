using ModelMarket.Cli.Presentation;
using Rollup.Ethereum.Accounts;
using Rollup.Primitives;

namespace ModelMarket.Cli.Session;

/// <summary>Says what transactions cost before they are signed: each kind once, and again when one gets dearer than was said.</summary>
/// <param name="say">Told in words.</param>
internal sealed class CostTeller(Action<string> say)
{
    private readonly Dictionary<(Address? To, uint? Selector), System.Numerics.BigInteger> _said = [];

    /// <summary>Says it.</summary>
    public ValueTask TellAsync(TransactionQuote quote, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var kind = (quote.To, quote.Selector);
        lock (_said)
        {
            if (quote.Replaces is null && quote.Value == 0 && _said.TryGetValue(kind, out var most) && quote.GasCostMost <= most)
            {
                return ValueTask.CompletedTask;
            }

            _said[kind] = quote.GasCostMost;
        }

        say(Words(quote));
        return ValueTask.CompletedTask;
    }

    /// <summary>One line: gas at most and likely, Ether that goes along, whom it calls.</summary>
    public static string Words(TransactionQuote quote)
    {
        var what = quote.Replaces is { } old ? $"replacing {JobText.Short(old)}, which no block took: " : string.Empty;
        var whom = quote.To is { } to ? $"to {JobText.Short(to)}" : "creating a contract";
        var value = quote.Value == 0 ? string.Empty : $", and {Units.Ether(quote.Value)} goes along";
        return $"{what}transaction {whom} costs at most {Units.Ether(quote.GasCostMost)} of gas (now {Units.Ether(quote.GasCostLikely)}){value}";
    }
}
