using System.Buffers.Binary;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;

namespace Rollup.Ethereum.Accounts;

/// <summary>
/// Somebody who sends transactions: one wallet on one chain. Counts its nonces itself, so that many may be under way at once; a wallet that sends
/// by itself counts its own.
/// </summary>
/// <param name="client">The chain.</param>
/// <param name="wallet">Who signs.</param>
/// <param name="options">Ceilings, the guard of the chain's id, where sent transactions are kept.</param>
public sealed class Account(EthereumClient client, IWallet wallet, AccountOptions? options = null) : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly AccountOptions _options = options ?? new AccountOptions();
    private readonly NonceLedger _ledger = new(client, wallet.Address, options?.JournalFolder);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ulong? _chainId;

    /// <summary>Whose transactions these are.</summary>
    public Address Address => wallet.Address;

    /// <summary>Who signs.</summary>
    public IWallet Wallet => wallet;

    /// <summary>The chain they go to.</summary>
    public EthereumClient Client => client;

    /// <summary>Sends a transaction and waits until it is in a block.</summary>
    /// <exception cref="ContractRevertException">The contract refused, before or in the block.</exception>
    /// <exception cref="TransactionNotMinedException">It did not get into a block in time.</exception>
    /// <exception cref="FeeCeilingException">The network asks more than <see cref="AccountOptions.FeeCeiling"/>.</exception>
    /// <exception cref="ChainMismatchException">The endpoint is not on the chain of <see cref="AccountOptions.ChainId"/>.</exception>
    /// <exception cref="WalletRefusedException">The wallet said no.</exception>
    public async Task<TransactionReceipt> SendAsync(TransactionRequest request, CancellationToken cancellationToken = default)
    {
        Hash32 hash = await SubmitAsync(request, cancellationToken).ConfigureAwait(false);
        TransactionReceipt receipt = await WaitAsync(hash, cancellationToken).ConfigureAwait(false);
        if (!receipt.Succeeded)
            throw await RefusalAsync(request, receipt, cancellationToken).ConfigureAwait(false);

        return receipt;
    }

    /// <summary>Calls a contract and waits until the transaction is in a block.</summary>
    /// <inheritdoc cref="SendAsync(TransactionRequest, CancellationToken)"/>
    public Task<TransactionReceipt> SendAsync(Address to, ReadOnlyMemory<byte> data, UInt128 value = default, CancellationToken cancellationToken = default) =>
        SendAsync(new TransactionRequest { To = to, Data = data, Value = value }, cancellationToken);

    /// <summary>Signs and hands over a transaction and does not wait for a block.</summary>
    /// <returns>The transaction's hash; wait with <see cref="WaitAsync"/>, which knows its replacements.</returns>
    public Task<Hash32> SubmitAsync(TransactionRequest request, CancellationToken cancellationToken = default) => InTurnAsync(
        async () =>
        {
            TransactionQuote quote = await QuoteAsync(request, cancellationToken).ConfigureAwait(false);
            await ShowAsync(quote, cancellationToken).ConfigureAwait(false);
            return wallet switch
            {
                ITransactionSender sender => await sender.SendTransactionAsync(client, quote, request.Data, cancellationToken).ConfigureAwait(false),
                ITransactionSigner signer => await SignAndSendAsync(signer, quote, request.Data, cancellationToken).ConfigureAwait(false),
                _ => throw new NotSupportedException($"{wallet.GetType().Name} neither signs nor sends transactions"),
            };
        },
        cancellationToken);

    /// <summary>What a transaction would cost now. Nothing is signed.</summary>
    public async Task<TransactionQuote> QuoteAsync(TransactionRequest request, CancellationToken cancellationToken = default)
    {
        ulong chainId = await ChainIdAsync(cancellationToken).ConfigureAwait(false);
        ulong gas = request.GasLimit ?? await EstimateAsync(request, cancellationToken).ConfigureAwait(false);
        FeeEstimate fees = request.Fees ?? BelowCeiling(await client.EstimateFeesAsync(cancellationToken).ConfigureAwait(false));
        return new TransactionQuote(chainId, Address, request.To, request.Value, gas, fees, request.Data.Length)
        {
            Selector = request.Data.Length >= 4 ? BinaryPrimitives.ReadUInt32BigEndian(request.Data.Span) : null,
        };
    }

    /// <summary>Waits until a transaction of this account, or a replacement of it, is in a block; replaces it where the options say so.</summary>
    /// <exception cref="TransactionNotMinedException">Not within <see cref="EthereumClientOptions.ReceiptTimeout"/>.</exception>
    public async Task<TransactionReceipt> WaitAsync(Hash32 hash, CancellationToken cancellationToken = default)
    {
        var whole = System.Diagnostics.Stopwatch.StartNew();
        var patience = System.Diagnostics.Stopwatch.StartNew();
        int replacements = 0;
        IReadOnlyList<Hash32> versions = [hash];
        for (TimeSpan pause = client.Options.ReceiptPoll; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            PendingTransaction? pending = _ledger.Pending.FirstOrDefault(transaction => transaction.Hashes.Contains(hash));
            versions = pending?.Hashes ?? versions;
            if (await ReceiptAsync(versions, cancellationToken).ConfigureAwait(false) is { } receipt)
            {
                await InTurnAsync(() => { SettleThrough(pending); return Task.FromResult(0); }, cancellationToken).ConfigureAwait(false);
                return receipt;
            }
            if (whole.Elapsed > client.Options.ReceiptTimeout)
            {
                await CountAgainAsync(cancellationToken).ConfigureAwait(false);
                throw new TransactionNotMinedException(hash, whole.Elapsed);
            }
            if (pending is not null && patience.Elapsed > _options.ReplaceAfter && replacements < _options.ReplacementsMax)
            {
                replacements++;
                await ReplaceThroughAsync(pending.Nonce, cancellationToken).ConfigureAwait(false);
                patience.Restart();
            }
            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What this account sent and what is in no block yet; what a node lost is sent again.</summary>
    public Task<IReadOnlyList<PendingTransaction>> PendingAsync(CancellationToken cancellationToken = default) => InTurnAsync(
        async () =>
        {
            await _ledger.LoadAsync(cancellationToken).ConfigureAwait(false);
            await _ledger.DropMinedAsync(cancellationToken).ConfigureAwait(false);
            return _ledger.Pending;
        },
        cancellationToken);

    /// <summary>Offers more for every transaction up to a nonce, since none is mined before the ones below it.</summary>
    /// <returns>How many were replaced; fewer than wait where the ceiling leaves no room or a node does not take it.</returns>
    public Task<int> ReplaceThroughAsync(ulong nonce, CancellationToken cancellationToken = default) => InTurnAsync(
        async () =>
        {
            await _ledger.DropMinedAsync(cancellationToken).ConfigureAwait(false);
            FeeEstimate now = await client.EstimateFeesAsync(cancellationToken).ConfigureAwait(false);
            int replaced = 0;
            foreach (PendingTransaction stuck in _ledger.Pending.Where(transaction => transaction.Nonce <= nonce))
            {
                if (wallet is ITransactionSigner signer && await ReplaceAsync(signer, stuck, now.Above(stuck.Fees), cancellationToken).ConfigureAwait(false))
                    replaced++;
            }
            return replaced;
        },
        cancellationToken);

    /// <summary>Counts nonces again at the next transaction. Call it when transactions got lost: a node keeps one that comes after a gap waiting and says nothing.</summary>
    public Task CountAgainAsync(CancellationToken cancellationToken = default) => InTurnAsync(
        () =>
        {
            _ledger.Forget();
            return Task.FromResult(0);
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<T> InTurnAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<ulong> ChainIdAsync(CancellationToken cancellationToken)
    {
        if (_chainId is { } known)
            return known;

        ulong found = await client.GetChainIdAsync(cancellationToken).ConfigureAwait(false);
        if (_options.ChainId is { } expected && expected != found)
            throw new ChainMismatchException(expected, found);

        _chainId = found;
        return found;
    }

    private FeeEstimate BelowCeiling(FeeEstimate fees)
    {
        if (_options.FeeCeiling is not { } ceiling || fees.MaxFeePerGas <= ceiling)
            return fees;
        if (fees.LikelyFeePerGas > ceiling)
            throw new FeeCeilingException(fees.LikelyFeePerGas, ceiling);

        return fees with { MaxFeePerGas = ceiling, MaxPriorityFeePerGas = UInt128.Min(fees.MaxPriorityFeePerGas, ceiling) };
    }

    private ValueTask ShowAsync(TransactionQuote quote, CancellationToken cancellationToken) =>
        _options.BeforeSigning is { } show ? show(quote, cancellationToken) : ValueTask.CompletedTask;

    private async Task<Hash32> SignAndSendAsync(ITransactionSigner signer, TransactionQuote quote, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        bool fresh = _ledger.Fresh;
        while (true)
        {
            ulong nonce = await _ledger.NextAsync(cancellationToken).ConfigureAwait(false);
            var transaction = new PendingTransaction(
                quote.ChainId, nonce, quote.To, quote.Value, data.ToArray(), quote.GasLimit, quote.Fees.MaxFeePerGas, quote.Fees.MaxPriorityFeePerGas, [], []);
            transaction = await SignAsync(signer, transaction, quote.Fees, cancellationToken).ConfigureAwait(false);
            await _ledger.NoteAsync(transaction, cancellationToken).ConfigureAwait(false);
            try
            {
                Hash32 hash = await client.SendRawTransactionAsync(transaction.Raw, cancellationToken).ConfigureAwait(false);
                _ledger.Advance();
                return hash;
            }
            catch (EthereumRpcException refusal)
            {
                _ledger.Withdraw(nonce);
                // Somebody else used this key, or the chain went back: count again, once.
                if (fresh || !refusal.RpcMessage.Contains("nonce", StringComparison.OrdinalIgnoreCase))
                    throw;

                _ledger.Forget();
                fresh = true;
            }
            catch
            {
                // Nobody knows whether it arrived. With a journal it stays noted: the next start sends the same bytes again.
                if (_options.JournalFolder is null)
                    _ledger.Withdraw(nonce);
                _ledger.Forget();
                throw;
            }
        }
    }

    private static async Task<PendingTransaction> SignAsync(ITransactionSigner signer, PendingTransaction transaction, FeeEstimate fees, CancellationToken cancellationToken)
    {
        var unsigned = transaction.Unsigned(fees);
        byte[] raw = unsigned.Encode(await signer.SignAsync(unsigned.SigningHash(), cancellationToken).ConfigureAwait(false));
        return transaction with
        {
            MaxFeePerGas = fees.MaxFeePerGas,
            MaxPriorityFeePerGas = fees.MaxPriorityFeePerGas,
            Hashes = [.. transaction.Hashes, Keccak256.Hash(raw)],
            Raw = raw,
        };
    }

    private async Task<bool> ReplaceAsync(ITransactionSigner signer, PendingTransaction stuck, FeeEstimate offer, CancellationToken cancellationToken)
    {
        if (offer.MaxFeePerGas > _options.FeeCeiling)
            return false;

        var quote = new TransactionQuote(stuck.ChainId, Address, stuck.To, stuck.Value, stuck.GasLimit, offer, stuck.Data.Length) { Replaces = stuck.Hash };
        await ShowAsync(quote, cancellationToken).ConfigureAwait(false);
        PendingTransaction better = await SignAsync(signer, stuck, offer, cancellationToken).ConfigureAwait(false);
        try
        {
            await client.SendRawTransactionAsync(better.Raw, cancellationToken).ConfigureAwait(false);
        }
        catch (EthereumRpcException)
        {
            // Mined in this moment, or not enough for this node: the version before it goes on waiting.
            return false;
        }
        await _ledger.NoteAsync(better, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<TransactionReceipt?> ReceiptAsync(IReadOnlyList<Hash32> versions, CancellationToken cancellationToken)
    {
        foreach (Hash32 version in versions.Reverse())
        {
            if (await client.GetReceiptAsync(version, cancellationToken).ConfigureAwait(false) is { } receipt)
                return receipt;
        }
        return null;
    }

    // Whatever comes before a mined transaction is mined too.
    private void SettleThrough(PendingTransaction? mined)
    {
        foreach (PendingTransaction transaction in _ledger.Pending.Where(transaction => transaction.Nonce <= mined?.Nonce))
            _ledger.Settle(transaction.Nonce);
    }

    private async Task<ulong> EstimateAsync(TransactionRequest request, CancellationToken cancellationToken)
    {
        ulong gas = await client.EstimateGasAsync(CallOf(request), cancellationToken).ConfigureAwait(false);
        return gas + gas / 5;
    }

    // A receipt does not say why: the same call on top of its block usually does.
    private async Task<EthereumException> RefusalAsync(TransactionRequest request, TransactionReceipt receipt, CancellationToken cancellationToken)
    {
        try
        {
            await client.CallAsync(CallOf(request), BlockTag.Number(receipt.BlockNumber), cancellationToken).ConfigureAwait(false);
        }
        catch (ContractRevertException refusal)
        {
            return refusal;
        }
        return new ContractRevertException("eth_sendRawTransaction", 0, $"transaction {receipt.TransactionHash} reverted", RevertReason.None);
    }

    private CallRequest CallOf(TransactionRequest request) => new()
    {
        From = Address,
        To = request.To,
        Data = request.Data,
        Value = request.Value,
        GasLimit = request.GasLimit,
    };
}
