namespace ModelMarket.Core;

/// <summary>Why a saved state was not taken over. Numbers are never reused.</summary>
public enum RestoreCode : byte
{
    /// <summary>It was.</summary>
    None = 0,

    /// <summary>The bytes are no saved state, or one of another version.</summary>
    VersionUnknown = 1,

    /// <summary>Cut short, too long, a length that cannot be, or a part that is not in canonical form.</summary>
    Malformed = 2,

    /// <summary>What is in it does not have the root that it names: other bytes, or the state of another genesis.</summary>
    RootDiffers = 3,

    /// <summary>The root is right, but no market comes into this state: what its jobs say and the files it holds do not go together.</summary>
    Impossible = 4,
}
