namespace Rollup.Node.Rpc;

/// <summary>Whether an application is being run.</summary>
public enum ApplicationState
{
    /// <summary>It is.</summary>
    Enabled = 0,

    /// <summary>Its operator switched it off.</summary>
    Disabled = 1,

    /// <summary>It cannot be: the reason says why.</summary>
    Inoperable = 2,
}
