namespace Rollup.Guest.Http;

/// <summary>The next thing to do: the answer of <c>POST /finish</c>.</summary>
/// <param name="RequestType"><see cref="AdvanceState"/> or <see cref="InspectState"/>.</param>
/// <param name="Data">What it is about.</param>
public sealed record RollupRequest(string RequestType, RollupRequestData Data)
{
    /// <summary>An input to work through.</summary>
    public const string AdvanceState = "advance_state";

    /// <summary>A question to answer.</summary>
    public const string InspectState = "inspect_state";
}
