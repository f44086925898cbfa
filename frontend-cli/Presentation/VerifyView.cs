namespace ModelMarket.Cli.Presentation;

/// <summary>What <c>verify</c> found.</summary>
internal sealed record VerifyView(int Inputs, int Outputs, string Root, int Claims, int Equal, IReadOnlyList<ClaimDifferenceView> Differences)
{
    /// <summary>The view of a verification.</summary>
    public static VerifyView Of(Verification.Verification found) => new(
        found.Inputs.Count,
        found.Outputs,
        found.Root.ToString(),
        found.Claims.Count,
        found.Claims.Count(claim => claim.Equal),
        [.. found.Claims.Where(claim => !claim.Equal).Select(claim => new ClaimDifferenceView(claim.LastBlock, claim.Inputs, claim.Claimed.ToString(), claim.Replayed.ToString()))]);
}
