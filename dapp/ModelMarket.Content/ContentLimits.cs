namespace ModelMarket.Content;

/// <summary>Every limit of this library. A value beyond its limit is refused before memory is taken for it.</summary>
public static class ContentLimits
{
    /// <summary>Chunk size whose leaf fits one input of 65,216 bytes with its envelope.</summary>
    public const int ChunkSizeDefault = 61_440;

    /// <summary>Largest chunk the importer makes (the reference importers' largest usual one).</summary>
    public const int ChunkSizeMax = 1_048_576;

    /// <summary>Largest block read or stored: what IPFS implementations exchange.</summary>
    public const int BlockSizeMax = 2_097_152;

    /// <summary>Links of one node that are read; importers write 174 or 1,024.</summary>
    public const int LinksPerNodeMax = 1_024;

    /// <summary>Links per node of the reference importer's balanced layout.</summary>
    public const int LinksPerNodeDefault = 174;

    /// <summary>Levels below the root of a stored file. With 174 links, two levels hold 1.8 GB.</summary>
    public const int DepthMax = 8;

    /// <summary>Longest binary CID accepted: CIDv1 with sha2-256.</summary>
    public const int CidSizeBytesMax = 36;

    /// <summary>Longest text of a CID accepted: base16 with its prefix.</summary>
    public const int CidTextLengthMax = 1 + (2 * CidSizeBytesMax);

    /// <summary>Bytes of a UnixFS modification time that are kept (two varints with tags and their sub-message).</summary>
    public const int MtimeSizeBytesMax = 16;

    /// <summary>Largest file one declaration may name (mechanism.md §8).</summary>
    public const ulong DeclaredSizeMax = 8UL * 1024 * 1024;

    /// <summary>Largest quota one declaration may have.</summary>
    public const ulong QuotaMax = 2 * DeclaredSizeMax;

    /// <summary>Quotas of all live declarations together (mechanism.md §8).</summary>
    public const ulong ReservedBytesMax = 48UL * 1024 * 1024;

    /// <summary>Live declarations together: more than the market's smallest quotas leave room for, so that bytes, which jobs reserve beforehand,
    /// are what runs out, and nobody's declarations keep another job's from being made.</summary>
    public const int DeclarationsMax = 12_288;

    /// <summary>Distinct blocks of one declaration.</summary>
    public const int BlocksPerDeclarationMax = 1_024;

    /// <summary>What each distinct block of a declaration costs of its quota beside its bytes: its entries in the machine's memory.</summary>
    public const ulong BlockEntryBytes = 256;

    /// <summary>Blocks in one delivery.</summary>
    public const int BlocksPerDeliveryMax = 512;

    /// <summary>Blocks, with their links, that declarations of others than the sender take or fail to take in one delivery; one of another size
    /// than a declaration expects costs its looking up alone and counts for nothing.</summary>
    public const int ServingsPerDeliveryMax = 2_048;

    /// <summary>The same for the sender's own declarations: twice what the blocks and links of the largest file come to.</summary>
    public const int OwnServingsPerDeliveryMax = 4 * BlocksPerDeclarationMax;

    /// <summary>Bytes by which a dag-pb block may be larger than the part of the file it stands for, while it arrives in parts.</summary>
    public const uint NodeOverheadBytesMax = 65_536;

    /// <summary>Part buffers one sender may have open for one declaration.</summary>
    public const int PartBuffersPerSenderMax = 4;

    /// <summary>Block bytes one sender who is not the owner may have open in parts for one declaration.</summary>
    public const ulong StrangerPartBytesPerSenderMax = BlockSizeMax;

    /// <summary>Part buffers of all senders who are not owners together; beyond it the oldest is dropped.</summary>
    public const int StrangerBuffersMax = 64;

    /// <summary>Block bytes all senders who are not owners may have open in parts together; beyond it the oldest is dropped.</summary>
    public const ulong StrangerPartBytesMax = 8UL * 1024 * 1024;

    /// <summary>Parts of one block.</summary>
    public const int PartsPerBlockMax = 512;

    /// <summary>Header of a CAR file: room for 64 roots.</summary>
    public const int CarHeaderSizeBytesMax = 4_096;

    /// <summary>Roots in a CAR header.</summary>
    public const int CarRootsMax = 64;

    /// <summary>Blocks read from one CAR file; with the default chunk size this is 60 GB.</summary>
    public const int CarBlocksMax = 1_048_576;

    /// <summary>The quota that any honest import of <paramref name="sizeBytes"/> bytes stays within: the file, an eighth for nodes
    /// and entries, and 64 KiB.</summary>
    public static ulong QuotaFor(ulong sizeBytes) => checked(sizeBytes + (sizeBytes / 8) + 65_536);
}
