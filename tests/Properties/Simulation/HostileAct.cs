namespace Properties.Simulation;

/// <summary>What the hostile clients of a job in rounds do.</summary>
public enum HostileAct
{
    /// <summary>They are honest like the rest: nobody is hostile.</summary>
    None,

    /// <summary>They stay away.</summary>
    Absent,

    /// <summary>They train on flipped labels and submit ten times the delta.</summary>
    BoostedFlips,

    /// <summary>They train honestly and submit the delta with the other sign.</summary>
    SignFlips,

    /// <summary>They train honestly and submit ten times the delta with the other sign.</summary>
    BoostedSignFlips,
}
