using Rollup.Primitives;

namespace ModelMarket.Core.State;

/// <summary>How often somebody has written to a job.</summary>
/// <param name="Sender">Who.</param>
/// <param name="Notes">Public notes.</param>
/// <param name="Messages">Private messages.</param>
internal sealed record MessageCount(Address Sender, uint Notes, uint Messages)
{
    public uint Total => Notes + Messages;

    public MessageCount Plus(MessageCount more) => this with { Notes = Notes + more.Notes, Messages = Messages + more.Messages };
}
