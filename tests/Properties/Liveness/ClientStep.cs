namespace Properties.Liveness;

/// <summary>How far a client goes before it falls silent.</summary>
public enum ClientStep
{
    /// <summary>Never commits.</summary>
    Nothing,

    /// <summary>Commits and does not reveal.</summary>
    Commits,

    /// <summary>Reveals and does not upload.</summary>
    Reveals,

    /// <summary>Uploads weights that improve the model.</summary>
    Improves,

    /// <summary>Uploads weights that do not.</summary>
    Worsens,

    /// <summary>Uploads a file that is not weights.</summary>
    UploadsGarbage,
}
