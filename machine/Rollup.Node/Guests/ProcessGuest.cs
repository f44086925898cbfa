using Rollup.Node.GuestHost;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.Guests;

/// <summary>A guest in a process of its own, in any language, behind the rollup HTTP API.</summary>
public sealed class ProcessGuest : IGuest
{
    private readonly GuestSession _session;

    private ProcessGuest(GuestSession session) => _session = session;

    /// <summary>The guest's process; null while none runs.</summary>
    public int? ProcessId => _session.ProcessId;

    /// <summary>How often the process was started again.</summary>
    public int RestartCount => _session.RestartCount;

    /// <summary>A factory that starts this program.</summary>
    public static GuestFactory Factory(GuestOptions options) => async cancellationToken => await StartAsync(options, cancellationToken).ConfigureAwait(false);

    /// <summary>Starts the program and waits for its first <c>/finish</c>.</summary>
    /// <exception cref="GuestFailedException">It cannot be started, ends or stays silent.</exception>
    public static async Task<ProcessGuest> StartAsync(GuestOptions options, CancellationToken cancellationToken) =>
        new(await GuestSession.StartAsync(options, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public Task<GuestResult> AdvanceAsync(EvmAdvance input, CancellationToken cancellationToken) => _session.AdvanceAsync(input, cancellationToken);

    /// <inheritdoc/>
    public Task<GuestResult> InspectAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) => _session.InspectAsync(payload, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _session.DisposeAsync();
}
