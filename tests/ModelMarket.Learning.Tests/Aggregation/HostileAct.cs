namespace ModelMarket.Learning.Tests.Aggregation;

/// <summary>What a hostile client submits.</summary>
public enum HostileAct
{
    /// <summary>Honest weights: nobody is hostile.</summary>
    None,

    /// <summary>Trains on flipped labels, submits ten times its delta.</summary>
    BoostedFlips,

    /// <summary>Trains honestly, submits its delta with the other sign.</summary>
    SignFlips,

    /// <summary>Trains honestly, submits ten times its delta with the other sign.</summary>
    BoostedSignFlips,
}
