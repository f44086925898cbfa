using ModelMarket.Cli.Session;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Official;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>Sends inputs through the InputBox in one account's name and waits for what the market makes of them.</summary>
internal sealed class InputSender
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly MarketSession _session;
    private readonly Account _account;

    /// <summary>Creates a sender.</summary>
    public InputSender(MarketSession session, Account account)
    {
        _session = session;
        _account = account;
    }

    /// <summary>How long the node may need for an input before a command gives up waiting. The input stays on L1 either way.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Who sends.</summary>
    public Address Sender => _account.Address;

    /// <summary>Sends one input and waits until the node has processed it.</summary>
    public async Task<InputOutcome> SendAsync(byte[] payload, CancellationToken cancellation)
    {
        var hash = await SubmitAsync(payload, cancellation);
        return await OutcomeOfAsync(hash, cancellation);
    }

    /// <summary>Sends several inputs in order, without waiting between them, and waits for all.</summary>
    /// <param name="payloads">What to send.</param>
    /// <param name="sent">Told how many are processed.</param>
    /// <param name="cancellation">Stops waiting; what was sent stays sent.</param>
    public async Task<IReadOnlyList<InputOutcome>> SendAllAsync(IReadOnlyList<byte[]> payloads, Action<int> sent, CancellationToken cancellation)
    {
        var hashes = new List<Hash32>();
        foreach (var payload in payloads)
        {
            hashes.Add(await SubmitAsync(payload, cancellation));
        }

        var outcomes = new List<InputOutcome>();
        foreach (var hash in hashes)
        {
            outcomes.Add(await OutcomeOfAsync(hash, cancellation));
            sent(outcomes.Count);
        }

        return outcomes;
    }

    /// <summary>Waits until the node has processed the input of a transaction that another contract sent to the InputBox.</summary>
    public Task<InputOutcome> WaitAsync(TransactionReceipt receipt, CancellationToken cancellation) =>
        WaitAsync(IndexIn(receipt), cancellation);

    /// <summary>Waits until the node has processed an input.</summary>
    public async Task<InputOutcome> WaitAsync(ulong index, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            return await PollAsync(index, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw CliFault.Unreachable(
                $"The node has not processed input {index} after {Patience.TotalSeconds:0} s. It is on L1 and will be processed.",
                "Is the node in sync? Run the same command again later: it goes on where it stopped.");
        }
    }

    private async Task<InputOutcome> PollAsync(ulong index, CancellationToken cancellation)
    {
        for (var pause = FirstPause; ; pause = pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause)
        {
            if (await _session.Node.InputAsync(index, cancellation) is { Status: not "NONE" } input)
            {
                return await OutcomeAsync(index, input.Status, cancellation);
            }

            await Task.Delay(pause, cancellation);
        }
    }

    private async Task<InputOutcome> OutcomeAsync(ulong index, string status, CancellationToken cancellation)
    {
        var reports = await _session.Node.ReportsAsync(index, cancellation);
        byte[][] payloads = [.. reports.Select(report => Hex.Decode(report.RawData))];
        Rejection? rejection = null;
        foreach (var payload in payloads)
        {
            if (Rejection.TryRead(payload, out var found))
            {
                rejection = found;
            }
        }

        return new InputOutcome(index, status, rejection, payloads);
    }

    private Task<Hash32> SubmitAsync(byte[] payload, CancellationToken cancellation) => _account.SubmitAsync(
        new TransactionRequest { To = _session.InputBox, Data = InputBoxContract.AddInput(_session.Application, payload) },
        cancellation);

    private async Task<InputOutcome> OutcomeOfAsync(Hash32 transaction, CancellationToken cancellation)
    {
        var receipt = await _account.WaitAsync(transaction, cancellation);
        return receipt.Succeeded
            ? await WaitAsync(receipt, cancellation)
            : throw CliFault.Rejected($"The InputBox refused transaction {transaction}.", "Is the account's gas enough?");
    }

    private ulong IndexIn(TransactionReceipt receipt)
    {
        var added = InputAddedEvent.AllOf(receipt).FirstOrDefault(input => input.Application == _session.Application);
        return added?.Index ?? throw CliFault.Failed($"Transaction {receipt.TransactionHash} added no input to {_session.Application}.");
    }
}
