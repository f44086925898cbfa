namespace Rollup.Guest;

/// <summary>An application that can go back, as the machine does on a reject. Hosts without a machine use it; it is optional.</summary>
public interface ISnapshotApplication : IRollupApplication
{
    /// <summary>The present state as a value that later inputs do not change.</summary>
    object Snapshot();

    /// <summary>Goes back to a state that <see cref="Snapshot"/> gave.</summary>
    void Restore(object snapshot);
}
