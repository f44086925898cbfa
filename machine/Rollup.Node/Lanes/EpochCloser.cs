using Microsoft.Extensions.Logging;
using Rollup.Node.Logs;
using Rollup.Node.Rpc;
using Rollup.Node.Storage;

namespace Rollup.Node.Lanes;

/// <summary>Moves epochs on that are over: computes the claims of those whose inputs are all processed, and compares them with what L1 accepted.</summary>
internal sealed class EpochCloser(ApplicationStore store, string name, ILogger logger)
{
    /// <summary>Does what can be done after so many inputs.</summary>
    /// <returns>Whether any epoch moved.</returns>
    public bool Close(ulong processedCount)
    {
        bool progressed = false;
        while (store.FirstEpoch(EpochStatus.Closed) is { } epoch && epoch.InputUpperBound <= processedCount)
        {
            store.SetClaimComputed(epoch);
            progressed = true;
        }
        foreach (EpochStatus status in (ReadOnlySpan<EpochStatus>)[EpochStatus.ClaimComputed, EpochStatus.ClaimSubmitted])
        {
            foreach (StoredEpoch epoch in store.Epochs(status))
                progressed |= Settle(epoch);
        }
        return progressed;
    }

    private bool Settle(StoredEpoch epoch)
    {
        if (store.AcceptedClaim(epoch.LastBlock) is not { } claim)
            return false;

        bool isOurs = claim.Root == epoch.Root;
        store.SetStatus(epoch.Index, isOurs ? EpochStatus.ClaimAccepted : EpochStatus.ClaimRejected, claim.Transaction);
        if (isOurs)
        {
            NodeLog.EpochAccepted(logger, name, epoch.Index);
        }
        else
        {
            NodeLog.EpochDiffers(logger, name, epoch.Index, claim.Root, epoch.Root);
            store.SetState(ApplicationState.Inoperable, $"epoch {epoch.Index} was accepted with outputs root {claim.Root}, but this node computes {epoch.Root}");
        }
        return true;
    }
}
