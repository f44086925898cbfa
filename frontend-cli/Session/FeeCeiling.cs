using System.Numerics;
using ModelMarket.Cli.Commands;
using ModelMarket.Cli.Presentation;

namespace ModelMarket.Cli.Session;

/// <summary>The most a user offers per unit of gas: <c>--max-fee</c>, <c>MODELMARKET_MAX_FEE</c>, the profile's; in gwei.</summary>
internal static class FeeCeiling
{
    private const int GweiDigits = 9;
    private const string Variable = "MODELMARKET_MAX_FEE";

    /// <summary>In wei per unit of gas; null where none is set.</summary>
    /// <exception cref="CliFault">It is not a decimal above zero.</exception>
    public static UInt128? Of(CommandContext context, NetworkProfile? profile)
    {
        var text = context.Arguments.GetValue(context.Options.MaxFee) ?? context.Host.Variable(Variable) ?? profile?.MaxFee;
        if (text is null)
        {
            return null;
        }

        return Units.TryParse(text, GweiDigits, out var wei) && wei > 0 && wei <= (BigInteger)UInt128.MaxValue
            ? (UInt128)wei
            : throw CliFault.Usage($"--max-fee is not an amount of gwei: {text}", "Write a decimal above zero, such as 30 or 0.5.");
    }
}
