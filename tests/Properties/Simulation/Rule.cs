namespace Properties.Simulation;

/// <summary>The markets that are played: pay rules of sealed jobs, and open jobs.</summary>
public enum Rule
{
    /// <summary>Sealed, R0.</summary>
    Guaranteed,

    /// <summary>Sealed, R1.</summary>
    Proportional,

    /// <summary>Sealed, R2.</summary>
    Winner,

    /// <summary>Sealed, R5.</summary>
    SealedRecords,

    /// <summary>Open, R5.</summary>
    OpenRecords,

    /// <summary>Two rounds, R4, and a sealed final check for half of the pool.</summary>
    RoundsSealed,

    /// <summary>Two rounds, R4, on public rows alone.</summary>
    RoundsPublic,
}
