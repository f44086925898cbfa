using Rollup.Guest.Http;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.GuestHost;

/// <summary>One request on its way through the guest: what was asked, what came out so far, how it ended.</summary>
internal sealed class GuestExchange(RollupRequest request, ulong firstOutputIndex)
{
    private readonly TaskCompletionSource<GuestStatus> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<byte[]> _outputs = [];
    private readonly List<byte[]> _reports = [];
    private byte[] _exceptionPayload = [];

    public RollupRequest Request => request;

    public Task<GuestStatus> Ended => _ended.Task;

    public bool TryAddOutput(Output output, out ulong index)
    {
        index = firstOutputIndex + (ulong)_outputs.Count;
        if (_outputs.Count == RollupLimits.OutputsPerInputMax)
        {
            End(GuestStatus.OutputsLimitExceeded);
            return false;
        }

        _outputs.Add(output.Encode());
        return true;
    }

    public void AddReport(byte[] payload) => _reports.Add(payload);

    public void Throw(byte[] payload)
    {
        _exceptionPayload = payload;
        End(GuestStatus.Exception);
    }

    /// <summary>Ends it without a result: whoever waits for one gets the exception.</summary>
    public void Fail(Exception cause) => _ended.TrySetException(cause);

    public void End(GuestStatus status) => _ended.TrySetResult(status);

    /// <summary>The result. Outputs of a question or of an input that was not accepted are dropped, as on chain.</summary>
    public GuestResult ToResult(GuestStatus status) =>
        new(
            status,
            status == GuestStatus.Accepted && request.RequestType == RollupRequest.AdvanceState ? _outputs : [],
            _reports,
            _exceptionPayload);
}
