using System.Diagnostics;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Official;
using Rollup.Node.L1;
using Rollup.Node.Logs;
using Rollup.Node.Rpc;
using Rollup.Node.Storage;
using Rollup.Primitives;

namespace Rollup.Node.Lanes;

/// <summary>Sends the claims of finished epochs, each once, and sends again what got lost. Acceptance is read from L1 by the lane.</summary>
internal sealed class Claimer(ApplicationStore store, ApplicationFacts facts, Account? account, NodeOptions options)
{
    // Claiming writes two slots and emits two events; a fixed limit spares the estimate, which some nodes run one block too early for NotPastBlock.
    private const ulong GasLimit = 300_000;
    private readonly Dictionary<ulong, Stopwatch> _sent = [];
    private readonly Stopwatch _sinceReceiptLook = Stopwatch.StartNew();

    /// <summary>Does what can be done now.</summary>
    /// <returns>Whether anything was done.</returns>
    public async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        if (account is null)
            return false;

        bool progressed = false;
        IReadOnlyList<StoredEpoch> computed = store.Epochs(EpochStatus.ClaimComputed);
        ulong head = computed.Count == 0 || options.ClaimConfirmations == 0 ? ulong.MaxValue : await account.Client.GetBlockNumberAsync(cancellationToken).ConfigureAwait(false);
        foreach (StoredEpoch epoch in computed)
        {
            if (head < epoch.LastBlock || head - epoch.LastBlock < options.ClaimConfirmations)
                break; // the epochs come in order
            Hash32 transaction = await SubmitAsync(epoch, cancellationToken).ConfigureAwait(false);
            store.SetStatus(epoch.Index, EpochStatus.ClaimSubmitted, transaction);
            _sent[epoch.Index] = Stopwatch.StartNew();
            NodeMetrics.Claims.Add(1, new KeyValuePair<string, object?>("application", facts.Application.ToString()));
            NodeLog.ClaimSubmitted(options.Logger, facts.Application, epoch.Index, epoch.Root);
            progressed = true;
        }
        if (_sinceReceiptLook.Elapsed > TimeSpan.FromSeconds(1))
        {
            await LookAfterSentAsync(cancellationToken).ConfigureAwait(false);
            _sinceReceiptLook.Restart();
        }
        return progressed;
    }

    /// <summary>Forgets what was sent: the chain went back, and the store with it.</summary>
    public async Task StartOverAsync(CancellationToken cancellationToken)
    {
        _sent.Clear();
        if (account is not null)
            await account.CountAgainAsync(cancellationToken).ConfigureAwait(false);
    }

    private Task<Hash32> SubmitAsync(StoredEpoch epoch, CancellationToken cancellationToken) => account!.SubmitAsync(
        new TransactionRequest
        {
            To = facts.Consensus,
            Data = ConsensusContract.SubmitClaim(facts.Application, epoch.LastBlock, epoch.Root!.Value),
            GasLimit = GasLimit,
        },
        cancellationToken);

    private async Task LookAfterSentAsync(CancellationToken cancellationToken)
    {
        foreach (StoredEpoch epoch in store.Epochs(EpochStatus.ClaimSubmitted))
        {
            TransactionReceipt? receipt = epoch.ClaimTransaction is { } hash ? await account!.Client.GetReceiptAsync(hash, cancellationToken).ConfigureAwait(false) : null;
            Stopwatch sent = SentAt(epoch.Index);
            // A reverted one waits as long: sent again at once, it would revert and be paid for again.
            bool isLost = receipt is null;
            bool isReverted = receipt is { Succeeded: false };
            if ((!isLost && !isReverted) || sent.Elapsed < options.ClaimTimeout)
                continue;
            // Somebody else's claim for the epoch came first: the lane will read it.
            if (isReverted && await IsTakenAsync(epoch, cancellationToken).ConfigureAwait(false))
                continue;

            NodeLog.ClaimAgain(options.Logger, facts.Application, epoch.Index, isLost ? "is in no block" : "reverted");
            store.SetStatus(epoch.Index, EpochStatus.ClaimComputed, null);
            await account!.CountAgainAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private Stopwatch SentAt(ulong epoch)
    {
        if (!_sent.TryGetValue(epoch, out Stopwatch? sent))
            _sent[epoch] = sent = Stopwatch.StartNew();
        return sent;
    }

    private async Task<bool> IsTakenAsync(StoredEpoch epoch, CancellationToken cancellationToken)
    {
        try
        {
            await account!.Client.CallAsync(
                new CallRequest { From = account.Address, To = facts.Consensus, Data = ConsensusContract.SubmitClaim(facts.Application, epoch.LastBlock, epoch.Root!.Value) },
                BlockTag.Latest, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (ContractRevertException refusal)
        {
            return refusal.Reason.Name == "NotFirstClaim";
        }
    }
}
