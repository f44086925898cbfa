using ModelMarket.Core;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>What a job moves, in the token's smallest unit.</summary>
/// <param name="Reward">Pot 0.</param>
/// <param name="SponsorBond">Pot 1: comes back unless the sponsor fails to reveal.</param>
/// <param name="ClientBond">What each commitment must bring; 0 for nothing.</param>
internal sealed record JobMoney(UInt128 Reward, UInt128 SponsorBond, UInt128 ClientBond)
{
    private const uint SlotsOfABond = 10;
    private const uint Percent = 100;

    /// <summary>What the sponsor locks.</summary>
    public UInt128 Locked => Reward + SponsorBond;

    /// <summary>Reads a draft's amounts; what is missing is the least that the market takes.</summary>
    public static JobMoney Of(JobDraft draft, TokenInfo token)
    {
        var reward = token.Parse(draft.Reward, "reward");
        if (reward == 0)
        {
            throw CliFault.Usage("The reward is 0: there is nothing that anybody could be paid.", "Give a decimal in whole tokens: --reward or `reward = \"1000\"` in job.toml.");
        }

        var bond = draft.SponsorBond is { } given ? token.Parse(given, "bond") : LeastBond(reward);
        var money = new JobMoney(reward, draft.IsSealed ? bond : 0, ClientBondOf(draft, token, reward));
        if (draft.IsSealed && bond < LeastBond(reward))
        {
            throw CliFault.Usage(
                $"bond is {token.Text(bond)}; a job with sealed rows needs {token.Text(LeastBond(reward))}, {Limits.SponsorBondPercent} % of its reward.",
                "Leave bond out for the least. It comes back when you reveal.");
        }

        return reward <= UInt128.MaxValue - bond ? money : throw CliFault.Usage("reward and bond together are more than a token can count.");
    }

    /// <summary>⌈30 %⌉ of the reward.</summary>
    public static UInt128 LeastBond(UInt128 reward)
    {
        _ = UInt256.MulDiv(reward, Percent - Limits.SponsorBondPercent, Percent, out var free);
        return reward - free;
    }

    // A tenth of a slot where a bond is needed: enough to make a place that is taken and not used cost something.
    private static UInt128 ClientBondOf(JobDraft draft, TokenInfo token, UInt128 reward)
    {
        if (draft.ClientBond is { } given)
        {
            return token.Parse(given, "client-bond");
        }

        var needed = draft.PayRule == JobNames.PayGuaranteed || draft.StakeCapThousandths > 0;
        return needed ? UInt128.Max(1, reward / Math.Max(1, draft.MaxSubmissions) / SlotsOfABond) : 0;
    }
}
