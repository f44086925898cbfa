namespace ModelMarket.Core;

/// <summary>The least phase lengths of a deployment, in seconds (mechanism.md §1). A job with a shorter phase is refunded.</summary>
/// <param name="Name">The name in the genesis.</param>
/// <param name="PrepareSecondsMin">Preparing.</param>
/// <param name="OpenSecondsMin">Open.</param>
/// <param name="RevealSecondsMin">From a commitment to its reveal.</param>
/// <param name="UploadSecondsMin">From that deadline to the last block.</param>
/// <param name="FundedSecondsMin">Funded, where there is sealed data: the draw's block comes 8 after the opening one and can be read for 256.</param>
/// <param name="SealedRevealSecondsMin">SealedReveal.</param>
/// <param name="ScoringSecondsMin">From the last blocks of a round to the next round.</param>
public sealed record Schedule(
    string Name,
    uint PrepareSecondsMin,
    uint OpenSecondsMin,
    uint RevealSecondsMin,
    uint UploadSecondsMin,
    uint FundedSecondsMin,
    uint SealedRevealSecondsMin,
    uint ScoringSecondsMin)
{
    private const uint Hour = 3_600;

    /// <summary>For development and tests: seconds.</summary>
    public static Schedule Dev { get; } = new("dev", 1, 1, 1, 1, 1, 1, 1);

    /// <summary>For public networks, where the node may read finalized blocks and epochs last hours.</summary>
    public static Schedule Public { get; } = new("public", 6 * Hour, Hour, 6 * Hour, 6 * Hour, Hour, 24 * Hour, Hour);

    /// <summary>The schedule of that name; null if there is none.</summary>
    public static Schedule? Named(string name) => name switch
    {
        "dev" => Dev,
        "public" => Public,
        _ => null,
    };
}
