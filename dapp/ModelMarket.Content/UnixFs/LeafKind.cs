namespace ModelMarket.Content.UnixFs;

/// <summary>How an importer stores the chunks of a file.</summary>
public enum LeafKind : byte
{
    /// <summary>As they are.</summary>
    Raw = 0,

    /// <summary>Each wrapped into a UnixFS file message in a dag-pb node.</summary>
    DagPb = 1,
}
