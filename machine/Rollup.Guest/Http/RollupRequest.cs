namespace Rollup.Guest.Http;

/// <summary>The next thing to do: the answer of <c>POST /finish</c>.</summary>
/// <param name="RequestType"><see cref="AdvanceState"/> or <see cref="InspectState"/>; from a host that saves states also the other two.</param>
/// <param name="Data">What it is about.</param>
public sealed record RollupRequest(string RequestType, RollupRequestData Data)
{
    /// <summary>An input to work through.</summary>
    public const string AdvanceState = "advance_state";

    /// <summary>A question to answer.</summary>
    public const string InspectState = "inspect_state";

    /// <summary>Write the state into the file that the payload names in UTF-8, and report its root. Only asked of guests that offered it.</summary>
    public const string SaveState = "save_state";

    /// <summary>Take over the state from the file that the payload names in UTF-8, and report its root. Only asked of guests that offered it.</summary>
    public const string LoadState = "load_state";
}
