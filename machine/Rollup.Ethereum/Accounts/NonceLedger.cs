using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.JsonRpc;
using Rollup.Primitives;

namespace Rollup.Ethereum.Accounts;

/// <summary>
/// Counts one account's nonces and remembers, over restarts where it has a folder, what was sent and is in no block yet: one file a transaction.
/// </summary>
internal sealed class NonceLedger(EthereumClient client, Address account, string? folder)
{
    /// <summary>How many transactions are remembered before mined ones are looked for and dropped.</summary>
    private const int RememberedMax = 256;

    private readonly SortedDictionary<ulong, PendingTransaction> _pending = [];
    private Hash32? _genesis;
    private ulong? _next;
    private bool _sendAgain;

    /// <summary>Whether the next nonce will be asked from the chain.</summary>
    public bool Fresh => _next is null;

    /// <summary>What is in no block yet, as far as is known; by nonce.</summary>
    public IReadOnlyList<PendingTransaction> Pending
    {
        get
        {
            lock (_pending)
                return [.. _pending.Values];
        }
    }

    /// <summary>The next nonce to use. The first time, and after <see cref="Forget"/>, it is found out from the chain and the journal.</summary>
    public async Task<ulong> NextAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        if (_sendAgain)
        {
            await DropMinedAsync(cancellationToken).ConfigureAwait(false);
            await SendAgainAsync(cancellationToken).ConfigureAwait(false);
        }
        return _next ??= await CountAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Remembers a transaction that is about to be sent, so that a stop between sending and noting loses nothing.</summary>
    public async Task NoteAsync(PendingTransaction transaction, CancellationToken cancellationToken)
    {
        if (Pending.Count >= RememberedMax)
            await DropMinedAsync(cancellationToken).ConfigureAwait(false);
        lock (_pending)
            _pending[transaction.Nonce] = transaction;
        Keep(transaction);
    }

    /// <summary>The nonce was taken by the node.</summary>
    public void Advance() => _next++;

    /// <summary>The node refused the transaction: its nonce is free.</summary>
    public void Withdraw(ulong nonce)
    {
        Settle(nonce);
        _next = null;
    }

    /// <summary>Asks the chain again at the next transaction. What is in a journal is then sent again; what is only in memory is taken for lost.</summary>
    public void Forget()
    {
        _next = null;
        _sendAgain = folder is not null;
        if (folder is not null)
            return;

        lock (_pending)
            _pending.Clear();
    }

    /// <summary>A transaction of this nonce is in a block, or never will be.</summary>
    public void Settle(ulong nonce)
    {
        lock (_pending)
            _pending.Remove(nonce);
        if (folder is not null)
            File.Delete(PathOf(nonce));
    }

    /// <summary>Drops what is in a block by now.</summary>
    public async Task DropMinedAsync(CancellationToken cancellationToken)
    {
        ulong mined = await client.GetTransactionCountAsync(account, BlockTag.Latest, cancellationToken).ConfigureAwait(false);
        foreach (PendingTransaction transaction in Pending.Where(transaction => transaction.Nonce < mined))
            Settle(transaction.Nonce);
    }

    /// <summary>Reads the journal, once.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (folder is null || _genesis is not null)
            return;

        BlockHeader genesis = await client.GetBlockAsync(BlockTag.Number(0), cancellationToken).ConfigureAwait(false)
            ?? throw new EthereumUnreachableException("the endpoint has no block 0");
        _genesis = genesis.Hash;
        Directory.CreateDirectory(folder);
        foreach (string path in Directory.EnumerateFiles(folder, "*.json"))
            Take(path);
        if (Pending.Count == 0)
            return;

        await DropMinedAsync(cancellationToken).ConfigureAwait(false);
        await SendAgainAsync(cancellationToken).ConfigureAwait(false);
    }

    // A torn file, one of another sender or of a chain that is gone says nothing here.
    private void Take(string path)
    {
        JournalFile? file = Read(path);
        if (file is null || file.Genesis != _genesis || file.Account != account)
        {
            File.Delete(path);
            return;
        }
        lock (_pending)
            _pending[file.Pending.Nonce] = file.Pending;
    }

    // The node's own count misses what its pool lost; the journal's misses what another program sent.
    private async Task<ulong> CountAsync(CancellationToken cancellationToken)
    {
        ulong counted = await client.GetTransactionCountAsync(account, BlockTag.Pending, cancellationToken).ConfigureAwait(false);
        HashSet<ulong> noted = [.. Pending.Select(transaction => transaction.Nonce)];
        while (noted.Contains(counted))
            counted++;
        return counted;
    }

    // The same signed bytes again: harmless where they arrived, and what is needed where they were lost.
    private async Task SendAgainAsync(CancellationToken cancellationToken)
    {
        _sendAgain = false;
        foreach (PendingTransaction transaction in Pending)
        {
            JsonNode? known = await client.InvokeAsync("eth_getTransactionByHash", [transaction.Hash.ToString()], cancellationToken).ConfigureAwait(false);
            if (known is not null)
                continue;

            try
            {
                await client.SendRawTransactionAsync(transaction.Raw, cancellationToken).ConfigureAwait(false);
            }
            catch (EthereumRpcException)
            {
                // The node does not want it any more (an offer too low, no money): it is not under way.
                Settle(transaction.Nonce);
            }
        }
    }

    private static JournalFile? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), EthereumJson.Default.JournalFile);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Keep(PendingTransaction transaction)
    {
        if (folder is null || _genesis is not { } genesis)
            return;

        string temporary = PathOf(transaction.Nonce) + ".part";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(new JournalFile(genesis, account, transaction), EthereumJson.Default.JournalFile));
        File.Move(temporary, PathOf(transaction.Nonce), overwrite: true);
    }

    private string PathOf(ulong nonce) => Path.Combine(folder!, nonce.ToString(CultureInfo.InvariantCulture) + ".json");
}
