namespace ModelMarket.Content;

/// <summary>Why content was refused. Numbers are pinned: Core maps them to reject codes, a number is never given a second meaning.</summary>
public enum ContentError : ushort
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>A CID's text or bytes do not follow the CID, multibase or varint specifications.</summary>
    MalformedCid = 1,

    /// <summary>A multibase other than base58btc, base32 (lower case) or base16.</summary>
    UnsupportedMultibase = 2,

    /// <summary>A hash function other than sha2-256 with 32 bytes.</summary>
    UnsupportedHash = 3,

    /// <summary>A codec other than raw and dag-pb.</summary>
    UnsupportedCodec = 4,

    /// <summary>A dag-pb block that is not in canonical form.</summary>
    MalformedNode = 5,

    /// <summary>A UnixFS message that is not in canonical form.</summary>
    MalformedUnixFs = 6,

    /// <summary>A UnixFS node that is not a file (directory, symbolic link, sharded directory).</summary>
    NotAFile = 7,

    /// <summary>A node with more links than <see cref="ContentLimits.LinksPerNodeMax"/>.</summary>
    TooManyLinks = 8,

    /// <summary>A block deeper below the root than the limit.</summary>
    TooDeep = 9,

    /// <summary>A size that contradicts another: a declared size, a block size of a link, a length prefix.</summary>
    SizeMismatch = 10,

    /// <summary>The bytes do not hash to the CID they came under.</summary>
    HashMismatch = 11,

    /// <summary>No live declaration wants the block.</summary>
    NotWanted = 12,

    /// <summary>The declaration's quota does not cover it.</summary>
    QuotaExceeded = 13,

    /// <summary>A block larger than <see cref="ContentLimits.BlockSizeMax"/>.</summary>
    BlockTooLarge = 14,

    /// <summary>A file larger than the limit of the reader or of a declaration.</summary>
    FileTooLarge = 15,

    /// <summary>A declaration with more distinct blocks than <see cref="ContentLimits.BlocksPerDeclarationMax"/>.</summary>
    TooManyBlocks = 16,

    /// <summary>The same block at two depths of one file, which no balanced layout makes.</summary>
    UnevenDepth = 17,

    /// <summary>More live declarations than <see cref="ContentLimits.DeclarationsMax"/>.</summary>
    TooManyDeclarations = 18,

    /// <summary>The declaration's id is in use.</summary>
    DuplicateDeclaration = 19,

    /// <summary>A part that does not start where the sender's last one ended; offset 0 starts again.</summary>
    PartOutOfOrder = 20,

    /// <summary>A sender with more open part buffers than allowed.</summary>
    TooManyParts = 21,

    /// <summary>A CAR file that is not in canonical form.</summary>
    MalformedCar = 22,

    /// <summary>A CAR version other than 1.</summary>
    UnsupportedCarVersion = 23,

    /// <summary>A CAR file with no root or more than one, where a single file is meant.</summary>
    RootCount = 24,

    /// <summary>A block that a source could not give.</summary>
    MissingBlock = 25,

    /// <summary>An empty message: no blocks, or a part without bytes.</summary>
    NothingGiven = 26,

    /// <summary>The quotas of all declarations together would pass <see cref="ContentLimits.ReservedBytesMax"/>.</summary>
    StoreFull = 27,
}
