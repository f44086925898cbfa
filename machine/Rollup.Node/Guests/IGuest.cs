using Rollup.Node.GuestHost;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.Guests;

/// <summary>An application as the node runs it, wherever it lives. Inputs go in one after the other; after one that was not accepted the state is that before it.</summary>
public interface IGuest : IAsyncDisposable
{
    /// <summary>Lets the application work through an input.</summary>
    /// <exception cref="GuestFailedException">It cannot be run any more.</exception>
    Task<GuestResult> AdvanceAsync(EvmAdvance input, CancellationToken cancellationToken);

    /// <summary>Asks the application a question. Safe to call while inputs flow: calls take turns.</summary>
    /// <exception cref="GuestFailedException">It cannot be run any more.</exception>
    Task<GuestResult> InspectAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);
}
