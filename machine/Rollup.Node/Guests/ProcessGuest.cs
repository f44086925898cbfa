using Rollup.Node.GuestHost;
using Rollup.Primitives;
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
    public static GuestFactory Factory(GuestOptions options) => async (past, cancellationToken) => await StartAsync(options, past, cancellationToken).ConfigureAwait(false);

    /// <summary>Inputs that were replayed into it so far.</summary>
    public long ReplayedCount => _session.ReplayedCount;

    /// <inheritdoc/>
    public bool CanSave => _session.CanSave;

    /// <summary>Starts the program, waits for its first <c>/finish</c> and brings it to where its past ends.</summary>
    /// <exception cref="GuestFailedException">It cannot be started, ends, stays silent, or answers differently than in the past.</exception>
    public static async Task<ProcessGuest> StartAsync(GuestOptions options, IGuestPast past, CancellationToken cancellationToken) =>
        new(await GuestSession.StartAsync(options, past, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public Task<GuestResult> AdvanceAsync(EvmAdvance input, CancellationToken cancellationToken) => _session.AdvanceAsync(input, cancellationToken);

    /// <inheritdoc/>
    public Task<GuestResult> InspectAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) => _session.InspectAsync(payload, cancellationToken);

    /// <inheritdoc/>
    public Task<Hash32> SaveAsync(string file, CancellationToken cancellationToken) => _session.SaveAsync(file, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _session.DisposeAsync();
}
