namespace ModelMarket.Content.UnixFs;

/// <summary>Kind of a UnixFS node. Numbers are those of the UnixFS protobuf.</summary>
public enum UnixFsType : byte
{
    /// <summary>Bytes of a file (an older kind of leaf).</summary>
    Raw = 0,

    /// <summary>A directory.</summary>
    Directory = 1,

    /// <summary>A file or a part of one.</summary>
    File = 2,

    /// <summary>Metadata (never used).</summary>
    Metadata = 3,

    /// <summary>A symbolic link.</summary>
    Symlink = 4,

    /// <summary>A directory spread over a hash trie.</summary>
    HamtShard = 5,
}
