namespace ModelMarket.Contracts.Tests;

/// <summary>Any input of the market, read by whichever binding takes it.</summary>
internal static class Inputs
{
    /// <summary>The encoding of what was read; null where no binding takes the bytes.</summary>
    public static byte[]? Reencoded(byte[] encoded)
    {
        if (MarketInputs.JobOpenedCall.TryDecode(encoded, out var jobOpened))
            return jobOpened.Encode();
        if (MarketInputs.ToppedUpCall.TryDecode(encoded, out var toppedUp))
            return toppedUp.Encode();
        if (MarketInputs.BondedCommitCall.TryDecode(encoded, out var bondedCommit))
            return bondedCommit.Encode();
        if (MarketInputs.DrawnCall.TryDecode(encoded, out var drawn))
            return drawn.Encode();
        if (MarketInputs.ReclaimStartedCall.TryDecode(encoded, out var reclaimStarted))
            return reclaimStarted.Encode();
        if (MarketInputs.CommitCall.TryDecode(encoded, out var commit))
            return commit.Encode();
        if (MarketInputs.RevealCall.TryDecode(encoded, out var reveal))
            return reveal.Encode();
        if (MarketInputs.SubmitCall.TryDecode(encoded, out var submit))
            return submit.Encode();
        if (MarketInputs.PutBlocksCall.TryDecode(encoded, out var putBlocks))
            return putBlocks.Encode();
        if (MarketInputs.PutPartCall.TryDecode(encoded, out var putPart))
            return putPart.Encode();
        return MarketInputs.TickCall.TryDecode(encoded, out var tick) ? tick.Encode() : null;
    }
}
