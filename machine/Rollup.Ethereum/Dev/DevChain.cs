using System.Text.Json.Nodes;
using Rollup.Ethereum.JsonRpc;
using Rollup.Primitives;

namespace Rollup.Ethereum.Dev;

/// <summary>What only a development chain can do: anvil's own methods. On any other node they end in <see cref="Errors.EthereumRpcException"/>.</summary>
/// <param name="client">A client of an anvil.</param>
public sealed class DevChain(EthereumClient client)
{
    /// <summary>Mines blocks at once.</summary>
    /// <param name="count">How many.</param>
    /// <param name="secondsBetween">Seconds between their timestamps.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    public Task MineAsync(ulong count = 1, ulong secondsBetween = 1, CancellationToken cancellationToken = default) =>
        client.InvokeAsync("anvil_mine", [Quantity.ToHex(count), Quantity.ToHex(secondsBetween)], cancellationToken);

    /// <summary>Mines until the head lies beyond the epoch that <paramref name="block"/> is in, so that the epoch can be claimed.</summary>
    /// <param name="block">A block of the epoch to close.</param>
    /// <param name="epochLength">Blocks per epoch; epochs are counted from block 0.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    public async Task MinePastEpochAsync(ulong block, ulong epochLength, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(epochLength);
        ulong head = await client.GetBlockNumberAsync(cancellationToken).ConfigureAwait(false);
        ulong target = (block / epochLength + 1) * epochLength;
        if (head < target)
            await MineAsync(target - head, 1, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets the clock jump: the next block is that much later, and all after it.</summary>
    public Task IncreaseTimeAsync(ulong seconds, CancellationToken cancellationToken = default) =>
        client.InvokeAsync("evm_increaseTime", [Quantity.ToHex(seconds)], cancellationToken);

    /// <summary>Gives the next block this timestamp (seconds since 1970); it must not lie before the head's.</summary>
    public Task SetNextBlockTimestampAsync(ulong timestamp, CancellationToken cancellationToken = default) =>
        client.InvokeAsync("evm_setNextBlockTimestamp", [Quantity.ToHex(timestamp)], cancellationToken);

    /// <summary>Gives an account this many wei.</summary>
    public Task SetBalanceAsync(Address account, UInt128 wei, CancellationToken cancellationToken = default) =>
        client.InvokeAsync("anvil_setBalance", [account.ToString(), Quantity.ToHex(wei)], cancellationToken);

    /// <summary>Lets <see cref="SendAsAsync"/> act for an account whose key nobody here has.</summary>
    public Task ImpersonateAsync(Address account, CancellationToken cancellationToken = default) =>
        client.InvokeAsync("anvil_impersonateAccount", [account.ToString()], cancellationToken);

    /// <summary>Ends <see cref="ImpersonateAsync"/>.</summary>
    public Task StopImpersonatingAsync(Address account, CancellationToken cancellationToken = default) =>
        client.InvokeAsync("anvil_stopImpersonatingAccount", [account.ToString()], cancellationToken);

    /// <summary>Sends a transaction in the name of an impersonated account.</summary>
    public async Task<TransactionReceipt> SendAsAsync(Address from, Address to, ReadOnlyMemory<byte> data, UInt128 value = default, CancellationToken cancellationToken = default)
    {
        var transaction = new JsonObject
        {
            ["from"] = from.ToString(),
            ["to"] = to.ToString(),
            ["data"] = Hex.Encode(data.Span),
            ["value"] = Quantity.ToHex(value),
        };
        JsonNode? hash = await client.InvokeAsync("eth_sendTransaction", [transaction], cancellationToken).ConfigureAwait(false);
        return await client.WaitForReceiptAsync(Hash32.Parse(hash!.GetValue<string>()), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Turns mining at every transaction on or off.</summary>
    public Task SetAutomineAsync(bool enabled, CancellationToken cancellationToken = default) =>
        client.InvokeAsync("evm_setAutomine", [enabled], cancellationToken);

    /// <summary>How many transactions wait for a block.</summary>
    public async Task<ulong> PendingAsync(CancellationToken cancellationToken = default)
    {
        JsonNode? status = await client.InvokeAsync("txpool_status", [], cancellationToken).ConfigureAwait(false);
        return Quantity.TryParse(status?["pending"]?.GetValue<string>(), out ulong pending)
            ? pending
            : throw new Errors.EthereumUnreachableException("txpool_status answered in an unknown shape");
    }

    /// <summary>Remembers the chain's state and gives the mark to go back to.</summary>
    public async Task<string> SnapshotAsync(CancellationToken cancellationToken = default) =>
        (await client.InvokeAsync("evm_snapshot", [], cancellationToken).ConfigureAwait(false))!.GetValue<string>();

    /// <summary>Goes back to a mark; the mark is used up.</summary>
    public Task RevertAsync(string snapshot, CancellationToken cancellationToken = default) =>
        client.InvokeAsync("evm_revert", [snapshot], cancellationToken);

    /// <summary>Replaces the last blocks by empty ones of the same number.</summary>
    public Task ReorganiseAsync(ulong depth, CancellationToken cancellationToken = default) =>
        client.InvokeAsync("anvil_reorg", [depth, new JsonArray()], cancellationToken);
}
