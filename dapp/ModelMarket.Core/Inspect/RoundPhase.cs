namespace ModelMarket.Core.Inspect;

/// <summary>Where one round of a rounds job is.</summary>
public enum RoundPhase : byte
{
    /// <summary>It has not opened.</summary>
    Waiting = 0,

    /// <summary>It takes commitments, once the round before it is settled.</summary>
    Open = 1,

    /// <summary>Its commitments are revealed and uploaded.</summary>
    Reveal = 2,

    /// <summary>Its submissions are judged, its coalitions scored, by <c>tick</c>.</summary>
    Scoring = 3,

    /// <summary>It was settled.</summary>
    Settled = 4,
}
