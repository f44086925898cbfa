using System.Diagnostics.CodeAnalysis;
using Rollup.Primitives;

namespace Rollup.Node.GuestHost;

/// <summary>Where host and guest meet: the host lays a request down, the guest's <c>/finish</c> takes it and later ends it.</summary>
internal sealed class GuestDesk
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<GuestExchange>? _waiting;
    private GuestExchange? _laid;
    private GuestExchange? _worked;
    private bool _isClosed;

    /// <summary>Completes at the guest's first <c>/finish</c>.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Host side: the next request.</summary>
    public void Put(GuestExchange exchange)
    {
        lock (_lock)
        {
            Invariant.Require(_laid is null && _worked is null, "The guest is given one request at a time.");
            // A finish whose connection broke does not take it: the exchange stays laid down for the next one.
            var isTaken = _waiting?.TrySetResult(exchange) ?? false;
            _worked = isTaken ? exchange : null;
            _laid = isTaken ? null : exchange;
            _waiting = null;
        }
    }

    /// <summary>Guest side: ends the request being worked on, if any, and waits for the next. Null when a finish waits already.</summary>
    public Task<GuestExchange>? Finish(bool isAccepted, CancellationToken aborted)
    {
        lock (_lock)
        {
            if (_waiting is not null)
            {
                return null;
            }

            _ready.TrySetResult();
            _worked?.End(isAccepted ? GuestStatus.Accepted : GuestStatus.Rejected);
            (_worked, _laid) = (_laid, null);
            if (_worked is not null)
            {
                return Task.FromResult(_worked);
            }

            _waiting = new TaskCompletionSource<GuestExchange>(TaskCreationOptions.RunContinuationsAsynchronously);
            return WaitAsync(_waiting, _isClosed ? new CancellationToken(true) : aborted);
        }
    }

    /// <summary>Guest side: the request that outputs belong to.</summary>
    public bool TryWorkedOn([NotNullWhen(true)] out GuestExchange? exchange)
    {
        lock (_lock)
        {
            exchange = _worked is { Ended.IsCompleted: false } ? _worked : null;
            return exchange is not null;
        }
    }

    /// <summary>Lets a waiting finish go.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            _waiting?.TrySetCanceled();
            _waiting = null;
        }
    }

    private async Task<GuestExchange> WaitAsync(TaskCompletionSource<GuestExchange> waiting, CancellationToken aborted)
    {
        using var registration = aborted.Register(() => waiting.TrySetCanceled(aborted));
        try
        {
            return await waiting.Task.ConfigureAwait(false);
        }
        finally
        {
            Forget(waiting);
        }
    }

    private void Forget(TaskCompletionSource<GuestExchange> waiting)
    {
        lock (_lock)
        {
            _waiting = _waiting == waiting ? null : _waiting;
        }
    }
}
