namespace ModelMarket.Content;

/// <summary>Version of a CID.</summary>
public enum CidVersion : byte
{
    /// <summary>A bare sha2-256 multihash of a dag-pb block, written in base58btc (<c>Qm…</c>).</summary>
    V0 = 0,

    /// <summary>Version, codec and multihash, written with a multibase prefix (<c>b…</c>).</summary>
    V1 = 1,
}
