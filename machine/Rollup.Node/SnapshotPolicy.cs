namespace Rollup.Node;

/// <summary>When the node saves an application's state, in the names of the official node's execution parameters.</summary>
public enum SnapshotPolicy
{
    /// <summary>Never: a restart replays every input.</summary>
    None = 0,

    /// <summary>After every accepted input, before the next one is worked on.</summary>
    EveryInput = 1,

    /// <summary>When an epoch is over, and after <see cref="NodeLimits.InputsBetweenSnapshots"/> inputs at the latest.</summary>
    EveryEpoch = 2,
}
