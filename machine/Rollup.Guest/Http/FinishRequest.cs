namespace Rollup.Guest.Http;

/// <summary>Body of <c>POST /finish</c>.</summary>
/// <param name="Status"><c>accept</c> or <c>reject</c>: the answer to the previous request.</param>
public sealed record FinishRequest(string Status)
{
    /// <summary>The previous input counts.</summary>
    public const string Accept = "accept";

    /// <summary>The previous input is undone.</summary>
    public const string Reject = "reject";
}
