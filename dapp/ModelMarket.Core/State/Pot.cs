namespace ModelMarket.Core.State;

/// <summary>The three pots of a job, by their numbers in the escrow (mechanism.md §7).</summary>
internal static class Pot
{
    public const byte Reward = 0;
    public const byte SponsorBond = 1;
    public const byte ClientBonds = 2;
}
