namespace ModelMarket.Core;

/// <summary>The least phase lengths of a deployment, in seconds (mechanism.md §1). A job with a shorter phase is refunded.</summary>
/// <param name="Name">The name in the genesis.</param>
/// <param name="PrepareSecondsMin">Preparing.</param>
/// <param name="OpenSecondsMin">Open.</param>
/// <param name="RevealSecondsMin">From a commitment to its reveal.</param>
/// <param name="UploadSecondsMin">From that deadline to the last block.</param>
public sealed record Schedule(string Name, uint PrepareSecondsMin, uint OpenSecondsMin, uint RevealSecondsMin, uint UploadSecondsMin)
{
    private const uint Hour = 3_600;

    /// <summary>For development and tests: seconds.</summary>
    public static Schedule Dev { get; } = new("dev", 1, 1, 1, 1);

    /// <summary>For public networks, where the node may read finalized blocks and epochs last hours.</summary>
    public static Schedule Public { get; } = new("public", 6 * Hour, Hour, 6 * Hour, 6 * Hour);

    /// <summary>The schedule of that name; null if there is none.</summary>
    public static Schedule? Named(string name) => name switch
    {
        "dev" => Dev,
        "public" => Public,
        _ => null,
    };
}
