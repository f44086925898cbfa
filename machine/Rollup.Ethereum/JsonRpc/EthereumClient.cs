using System.Text.Json.Nodes;
using Rollup.Ethereum.Errors;
using Rollup.Primitives;

namespace Rollup.Ethereum.JsonRpc;

/// <summary>An Ethereum node over JSON-RPC. Safe for use by several threads at once.</summary>
/// <remarks>
/// Every method throws <see cref="EthereumUnreachableException"/> when there is no proper answer, <see cref="ContractRevertException"/> when a contract
/// refuses, and <see cref="EthereumRpcException"/> for any other error the node names.
/// </remarks>
public sealed class EthereumClient : IDisposable
{
    private const int FeeHistoryBlocks = 10;
    private readonly JsonRpcTransport _rpc;

    /// <summary>Connects to nothing yet: the first call does.</summary>
    /// <param name="url">Where the node listens, http or https.</param>
    /// <param name="options">Time-outs and known errors.</param>
    /// <param name="handler">Another way to send HTTP requests (retries, faults in tests); disposed with the client.</param>
    public EthereumClient(Uri url, EthereumClientOptions? options = null, HttpMessageHandler? handler = null)
    {
        Url = url;
        Options = options ?? new EthereumClientOptions();
        _rpc = new JsonRpcTransport(url, Options, handler);
    }

    /// <summary>Where the node listens.</summary>
    public Uri Url { get; }

    /// <summary>Time-outs and known errors.</summary>
    public EthereumClientOptions Options { get; }

    /// <summary>The chain's id (EIP-155).</summary>
    public Task<ulong> GetChainIdAsync(CancellationToken cancellationToken = default) =>
        _rpc.InvokeAsync("eth_chainId", [], EthereumJson.Default.UInt64, cancellationToken);

    /// <summary>The height of the head.</summary>
    public Task<ulong> GetBlockNumberAsync(CancellationToken cancellationToken = default) =>
        _rpc.InvokeAsync("eth_blockNumber", [], EthereumJson.Default.UInt64, cancellationToken);

    /// <summary>A block without its transactions; null when there is none at that height.</summary>
    public Task<BlockHeader?> GetBlockAsync(BlockTag tag, CancellationToken cancellationToken = default) =>
        _rpc.InvokeOrNullAsync("eth_getBlockByNumber", [tag.ToString(), false], EthereumJson.Default.BlockHeader, cancellationToken);

    /// <summary>The events that match, in the order of the chain (sorted here: not every provider keeps it).</summary>
    public async Task<IReadOnlyList<LogEntry>> GetLogsAsync(LogFilter filter, CancellationToken cancellationToken = default)
    {
        var query = new JsonObject
        {
            ["fromBlock"] = filter.FromBlock.ToString(),
            ["toBlock"] = filter.ToBlock.ToString(),
            ["topics"] = TopicsNode(filter.Topics),
        };
        if (filter.Addresses.Count > 0)
            query["address"] = new JsonArray([.. filter.Addresses.Select(a => JsonValue.Create(a.ToString()))]);

        List<LogEntry> logs = await _rpc.InvokeAsync("eth_getLogs", [query], EthereumJson.Default.ListLogEntry, cancellationToken).ConfigureAwait(false);
        logs.Sort(static (a, b) => (a.BlockNumber, a.LogIndex).CompareTo((b.BlockNumber, b.LogIndex)));
        return logs;
    }

    /// <summary>Runs a call without sending it and gives what it returns.</summary>
    public Task<byte[]> CallAsync(CallRequest call, BlockTag tag = default, CancellationToken cancellationToken = default) =>
        _rpc.InvokeAsync("eth_call", [CallNode(call), tag.ToString()], EthereumJson.Default.ByteArray, cancellationToken);

    /// <summary>Calls a contract's view.</summary>
    public Task<byte[]> CallAsync(Address to, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) =>
        CallAsync(new CallRequest { To = to, Data = data }, BlockTag.Latest, cancellationToken);

    /// <summary>Units of gas the call would use if it were sent now.</summary>
    public Task<ulong> EstimateGasAsync(CallRequest call, CancellationToken cancellationToken = default) =>
        _rpc.InvokeAsync("eth_estimateGas", [CallNode(call)], EthereumJson.Default.UInt64, cancellationToken);

    /// <summary>What to offer now, from the last ten blocks.</summary>
    public async Task<FeeEstimate> EstimateFeesAsync(CancellationToken cancellationToken = default)
    {
        FeeHistory history = await _rpc.InvokeAsync(
            "eth_feeHistory", [Quantity.ToHex(FeeHistoryBlocks), BlockTag.Latest.ToString(), new JsonArray(JsonValue.Create(50))],
            EthereumJson.Default.FeeHistory, cancellationToken).ConfigureAwait(false);
        if (history.BaseFeePerGas.Count == 0)
            throw new EthereumUnreachableException("eth_feeHistory answered without a base fee");

        UInt128[] rewards = [.. (history.Reward ?? []).Where(r => r.Count > 0).Select(r => r[0]).Order()];
        UInt128 priority = rewards.Length == 0 ? 1 : UInt128.Max(1, rewards[rewards.Length / 2]);
        return new FeeEstimate(history.BaseFeePerGas[^1] * 2 + priority, priority) { BaseFeePerGas = history.BaseFeePerGas[^1] };
    }

    /// <summary>How many transactions an account has sent.</summary>
    public Task<ulong> GetTransactionCountAsync(Address account, BlockTag tag, CancellationToken cancellationToken = default) =>
        _rpc.InvokeAsync("eth_getTransactionCount", [account.ToString(), tag.ToString()], EthereumJson.Default.UInt64, cancellationToken);

    /// <summary>Ether of an account, in wei.</summary>
    public Task<UInt256> GetBalanceAsync(Address account, BlockTag tag = default, CancellationToken cancellationToken = default) =>
        _rpc.InvokeAsync("eth_getBalance", [account.ToString(), tag.ToString()], EthereumJson.Default.UInt256, cancellationToken);

    /// <summary>The code at an address; empty when there is none.</summary>
    public Task<byte[]> GetCodeAsync(Address account, BlockTag tag = default, CancellationToken cancellationToken = default) =>
        _rpc.InvokeAsync("eth_getCode", [account.ToString(), tag.ToString()], EthereumJson.Default.ByteArray, cancellationToken);

    /// <summary>Hands over a signed transaction and gives its hash.</summary>
    public Task<Hash32> SendRawTransactionAsync(ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken = default) =>
        _rpc.InvokeAsync("eth_sendRawTransaction", [Hex.Encode(transaction.Span)], EthereumJson.Default.Hash32, cancellationToken);

    /// <summary>What became of a transaction; null while it is in no block.</summary>
    public Task<TransactionReceipt?> GetReceiptAsync(Hash32 transactionHash, CancellationToken cancellationToken = default) =>
        _rpc.InvokeOrNullAsync("eth_getTransactionReceipt", [transactionHash.ToString()], EthereumJson.Default.TransactionReceipt, cancellationToken);

    /// <summary>Waits until a transaction is in a block. Does not look at whether it succeeded.</summary>
    /// <exception cref="TransactionNotMinedException">Not within <see cref="EthereumClientOptions.ReceiptTimeout"/>.</exception>
    public async Task<TransactionReceipt> WaitForReceiptAsync(Hash32 transactionHash, CancellationToken cancellationToken = default)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        TimeSpan pause = Options.ReceiptPoll;
        while (true)
        {
            if (await GetReceiptAsync(transactionHash, cancellationToken).ConfigureAwait(false) is { } receipt)
                return receipt;
            if (clock.Elapsed > Options.ReceiptTimeout)
                throw new TransactionNotMinedException(transactionHash, clock.Elapsed);

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            pause = TimeSpan.FromMilliseconds(Math.Min(1000, pause.TotalMilliseconds * 2));
        }
    }

    /// <summary>Any other method, for what has no method here.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="parameters">Its parameters by position.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The result as JSON; null for JSON's null.</returns>
    public Task<JsonNode?> InvokeAsync(string method, JsonNode?[] parameters, CancellationToken cancellationToken = default) =>
        _rpc.InvokeOrNullAsync(method, parameters, EthereumJson.Default.JsonNode, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _rpc.Dispose();

    private static JsonArray TopicsNode(IReadOnlyList<IReadOnlyList<Hash32>> topics) =>
        new([.. topics.Select(any => any.Count == 0 ? null : new JsonArray([.. any.Select(t => JsonValue.Create(t.ToString()))]))]);

    private static JsonObject CallNode(CallRequest call)
    {
        var node = new JsonObject { ["data"] = Hex.Encode(call.Data.Span) };
        if (call.From is { } from)
            node["from"] = from.ToString();
        if (call.To is { } to)
            node["to"] = to.ToString();
        if (call.Value != 0)
            node["value"] = Quantity.ToHex(call.Value);
        if (call.GasLimit is { } gas)
            node["gas"] = Quantity.ToHex(gas);
        return node;
    }
}
