namespace ModelMarket.Content.Store;

/// <summary>What became of delivered bytes.</summary>
public enum DeliveryOutcome : byte
{
    /// <summary>Blocks were verified and stored.</summary>
    Stored = 0,

    /// <summary>A part was kept; more must come.</summary>
    Buffered = 1,

    /// <summary>The last part came and the whole did not hash to its CID: this sender's parts were dropped, nothing else.</summary>
    Dropped = 2,
}
