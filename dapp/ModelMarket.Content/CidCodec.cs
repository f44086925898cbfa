namespace ModelMarket.Content;

/// <summary>What a block's bytes are. Numbers are those of the multicodec table.</summary>
public enum CidCodec : byte
{
    /// <summary>The bytes themselves.</summary>
    Raw = 0x55,

    /// <summary>A MerkleDAG protobuf node.</summary>
    DagPb = 0x70,
}
