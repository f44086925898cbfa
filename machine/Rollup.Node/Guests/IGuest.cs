using Rollup.Node.GuestHost;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.Guests;

/// <summary>An application as the node runs it, wherever it lives. Inputs go in one after the other; after one that was not accepted the state is that before it.</summary>
public interface IGuest : IAsyncDisposable
{
    /// <summary>Whether the application can save its state.</summary>
    bool CanSave { get; }

    /// <summary>Lets the application work through an input.</summary>
    /// <exception cref="GuestFailedException">It cannot be run any more.</exception>
    Task<GuestResult> AdvanceAsync(EvmAdvance input, CancellationToken cancellationToken);

    /// <summary>Asks the application a question. Safe to call while inputs flow: calls take turns.</summary>
    /// <exception cref="GuestFailedException">It cannot be run any more.</exception>
    Task<GuestResult> InspectAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

    /// <summary>Writes the state after the last accepted input into a new file.</summary>
    /// <returns>The state root: keccak256 of the file.</returns>
    /// <exception cref="GuestFailedException">It cannot be run any more.</exception>
    /// <exception cref="IOException">It cannot be saved, or the file cannot be written.</exception>
    Task<Hash32> SaveAsync(string file, CancellationToken cancellationToken);
}
