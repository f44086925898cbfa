namespace ModelMarket.Core.State;

/// <summary>Kinds of jobs, by their numbers on the wire (mechanism.md §1).</summary>
internal enum JobKind : byte
{
    /// <summary>Public validation data; paid per improvement over the best so far.</summary>
    Open = 1,

    /// <summary>Validation data that stays hidden until all submissions are in.</summary>
    Sealed = 2,

    /// <summary>Federated averaging: many clients, one model, several rounds.</summary>
    Rounds = 3,
}
