using System.Text;
using Rollup.Node.GuestHost;
using Rollup.Node.Guests;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace ModelMarket.Cli.Verification;

/// <summary>A guest whose answers are written down.</summary>
internal sealed class RecordedGuest(IGuest guest, ReplayRecorder recorder) : IGuest
{
    // A state that was loaded would leave a gap in the recording.
    public bool CanSave => false;

    public async Task<GuestResult> AdvanceAsync(EvmAdvance input, CancellationToken cancellationToken)
    {
        var result = await guest.AdvanceAsync(input, cancellationToken);
        var state = await guest.InspectAsync(Encoding.UTF8.GetBytes(ReplayRecorder.Question), cancellationToken);
        await recorder.WriteAsync(input, result, state.Reports, cancellationToken);
        return result;
    }

    public Task<GuestResult> InspectAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) => guest.InspectAsync(payload, cancellationToken);

    public Task<Hash32> SaveAsync(string file, CancellationToken cancellationToken) => guest.SaveAsync(file, cancellationToken);

    public ValueTask DisposeAsync() => guest.DisposeAsync();
}
