namespace ModelMarket.Core.Ticking;

/// <summary>What a tick does next for a job.</summary>
internal enum TickStep : byte
{
    /// <summary>Nothing is due.</summary>
    None = 0,

    /// <summary>The content did not arrive in time: refund.</summary>
    Abandon = 1,

    /// <summary>Parse model and data, score the initial model.</summary>
    Prepare = 2,

    /// <summary>Decide the first undecided commitment.</summary>
    Decide = 3,

    /// <summary>Nothing can be earned any more: end the job.</summary>
    Settle = 4,

    /// <summary>The ended job is old: keep its digest only.</summary>
    Prune = 5,

    /// <summary>Score the initial model on the revealed groups.</summary>
    StartScoring = 6,

    /// <summary>Aggregate a round, score its coalitions, pay, publish the new global model.</summary>
    SettleRound = 7,

    /// <summary>Score the last global model on the revealed groups.</summary>
    CheckFinal = 8,
}
