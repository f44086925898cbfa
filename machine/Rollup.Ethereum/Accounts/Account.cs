using Rollup.Ethereum.Errors;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Ethereum.Transactions;
using Rollup.Primitives;

namespace Rollup.Ethereum.Accounts;

/// <summary>Somebody who sends transactions: one signer on one chain. Counts its nonces itself, so that many may be under way at once.</summary>
/// <param name="client">The chain.</param>
/// <param name="signer">The key.</param>
public sealed class Account(EthereumClient client, ITransactionSigner signer) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ulong? _chainId;
    private ulong? _nextNonce;

    /// <summary>Whose transactions these are.</summary>
    public Address Address => signer.Address;

    /// <summary>The chain they go to.</summary>
    public EthereumClient Client => client;

    /// <summary>Sends a transaction and waits until it is in a block.</summary>
    /// <exception cref="ContractRevertException">The contract refused, before or in the block.</exception>
    /// <exception cref="TransactionNotMinedException">It did not get into a block in time.</exception>
    public async Task<TransactionReceipt> SendAsync(TransactionRequest request, CancellationToken cancellationToken = default)
    {
        Hash32 hash = await SubmitAsync(request, cancellationToken).ConfigureAwait(false);
        TransactionReceipt receipt = await ReceiptAsync(hash, cancellationToken).ConfigureAwait(false);
        if (!receipt.Succeeded)
            throw await RefusalAsync(request, receipt, cancellationToken).ConfigureAwait(false);

        return receipt;
    }

    /// <summary>Calls a contract and waits until the transaction is in a block.</summary>
    /// <inheritdoc cref="SendAsync(TransactionRequest, CancellationToken)"/>
    public Task<TransactionReceipt> SendAsync(Address to, ReadOnlyMemory<byte> data, UInt128 value = default, CancellationToken cancellationToken = default) =>
        SendAsync(new TransactionRequest { To = to, Data = data, Value = value }, cancellationToken);

    /// <summary>Signs and hands over a transaction and does not wait for a block.</summary>
    /// <returns>The transaction's hash.</returns>
    public async Task<Hash32> SubmitAsync(TransactionRequest request, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ulong gas = request.GasLimit ?? await EstimateAsync(request, cancellationToken).ConfigureAwait(false);
            FeeEstimate fees = request.Fees ?? await client.EstimateFeesAsync(cancellationToken).ConfigureAwait(false);
            return await SubmitInTurnAsync(request, gas, fees, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Counts nonces again at the next transaction. Call it when transactions got lost: a node keeps one that comes after a gap waiting and says nothing.</summary>
    public async Task CountAgainAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        _nextNonce = null;
        _turn.Release();
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<TransactionReceipt> ReceiptAsync(Hash32 hash, CancellationToken cancellationToken)
    {
        try
        {
            return await client.WaitForReceiptAsync(hash, cancellationToken).ConfigureAwait(false);
        }
        catch (TransactionNotMinedException)
        {
            await CountAgainAsync(cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<Hash32> SubmitInTurnAsync(TransactionRequest request, ulong gas, FeeEstimate fees, CancellationToken cancellationToken)
    {
        bool fresh = _nextNonce is null;
        while (true)
        {
            _chainId ??= await client.GetChainIdAsync(cancellationToken).ConfigureAwait(false);
            _nextNonce ??= await client.GetTransactionCountAsync(Address, BlockTag.Pending, cancellationToken).ConfigureAwait(false);
            byte[] raw = await SignAsync(request, gas, fees, cancellationToken).ConfigureAwait(false);
            try
            {
                Hash32 hash = await client.SendRawTransactionAsync(raw, cancellationToken).ConfigureAwait(false);
                _nextNonce++;
                return hash;
            }
            catch (EthereumRpcException refusal) when (!fresh && refusal.RpcMessage.Contains("nonce", StringComparison.OrdinalIgnoreCase))
            {
                // Somebody else used this key, or the chain went back: count again, once.
                fresh = true;
                _nextNonce = null;
            }
            catch
            {
                // Nobody knows whether it arrived: the next transaction counts again.
                _nextNonce = null;
                throw;
            }
        }
    }

    private async Task<byte[]> SignAsync(TransactionRequest request, ulong gas, FeeEstimate fees, CancellationToken cancellationToken)
    {
        var transaction = new Eip1559Transaction
        {
            ChainId = _chainId!.Value,
            Nonce = _nextNonce!.Value,
            MaxPriorityFeePerGas = fees.MaxPriorityFeePerGas,
            MaxFeePerGas = fees.MaxFeePerGas,
            GasLimit = gas,
            To = request.To,
            Value = request.Value,
            Data = request.Data,
        };
        Signature signature = await signer.SignAsync(transaction.SigningHash(), cancellationToken).ConfigureAwait(false);
        return transaction.Encode(signature);
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
