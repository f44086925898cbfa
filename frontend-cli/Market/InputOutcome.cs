namespace ModelMarket.Cli.Market;

/// <summary>What became of an input.</summary>
/// <param name="Index">Its number at the application.</param>
/// <param name="Status">The node's word: <c>ACCEPTED</c>, <c>REJECTED</c>, …</param>
/// <param name="Rejection">The market's refusal; null when it took the input.</param>
/// <param name="Reports">The dapp's reports, as bytes.</param>
internal sealed record InputOutcome(ulong Index, string Status, Rejection? Rejection, IReadOnlyList<byte[]> Reports)
{
    /// <summary>The status of an input that was processed to its end.</summary>
    public const string Accepted = "ACCEPTED";

    /// <summary>Whether the market took it.</summary>
    public bool Taken => Status == Accepted && Rejection is null;

    /// <summary>Ends the command unless the market took the input.</summary>
    /// <param name="what">What was asked, for the message.</param>
    public InputOutcome OrThrow(string what)
    {
        if (Rejection is not null)
        {
            throw Rejection.ToFault();
        }

        return Taken ? this : throw CliFault.Failed(
            $"{what}: the node could not process input {Index} ({Status}).",
            "The machine's state is as before. This is a bug of the dapp or the node: see the node's log.");
    }
}
