namespace Rollup.Guest;

/// <summary>How an application answers an input.</summary>
public enum AdvanceStatus
{
    /// <summary>The new state and the outputs count.</summary>
    Accept = 0,

    /// <summary>The machine goes back to the state before the input; outputs are dropped, reports too on nodes of this line.</summary>
    Reject = 1,
}
