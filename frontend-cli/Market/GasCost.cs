using System.Globalization;
using System.Numerics;
using ModelMarket.Cli.Presentation;

namespace ModelMarket.Cli.Market;

/// <summary>What transactions that are not made yet would cost in gas.</summary>
/// <param name="Gas">Units of gas.</param>
/// <param name="Transactions">How many.</param>
/// <param name="LikelyWei">At the price of the next block.</param>
/// <param name="MostWei">At the most that would be offered, and with room in each estimate.</param>
internal sealed record GasCost(ulong Gas, int Transactions, BigInteger LikelyWei, BigInteger MostWei)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture, $"about {Gas:N0} units, {Units.Ether(LikelyWei)} at today's price, at most {Units.Ether(MostWei)}, in {Transactions} {(Transactions == 1 ? "transaction" : "transactions")}");
}
