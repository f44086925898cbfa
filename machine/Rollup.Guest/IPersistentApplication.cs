namespace Rollup.Guest;

/// <summary>An application that can write its whole state down and read it again, so that a host restarts it without replaying every
/// input. It is optional; inside the machine nobody calls it.</summary>
public interface IPersistentApplication : IRollupApplication
{
    /// <summary>The state in one canonical form: equal states give equal bytes on every host, so that a hash of them is a state root.</summary>
    byte[] SaveState();

    /// <summary>Takes over a state that <see cref="SaveState"/> wrote. Must be strict: false, and the present state kept, for any other bytes.</summary>
    bool TryLoadState(ReadOnlyMemory<byte> state);
}
