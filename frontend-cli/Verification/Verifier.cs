using System.Text;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Session;
using Rollup.Ethereum.Official;
using Rollup.Node.GuestHost;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace ModelMarket.Cli.Verification;

/// <summary>
/// Replays every input of the application from L1 through the dapp on this machine and compares the outputs roots with the claims the
/// consensus accepted. Needs an Ethereum endpoint and the dapp; asks no node.
/// </summary>
internal sealed class Verifier
{
    private readonly MarketSession _session;
    private readonly GuestOptions _guest;

    /// <summary>Creates a verifier.</summary>
    /// <param name="session">The market; only its chain is used.</param>
    /// <param name="guest">How to run the dapp, genesis included.</param>
    public Verifier(MarketSession session, GuestOptions guest)
    {
        _session = session;
        _guest = guest;
    }

    /// <summary>Replays and compares.</summary>
    /// <param name="progress">Told how many of how many inputs are done.</param>
    /// <param name="cancellation">Stops the replay.</param>
    public async Task<Verification> RunAsync(Action<int, int> progress, CancellationToken cancellation)
    {
        var inputs = await InputHistory.ReadAsync(_session, cancellation);
        var claims = await ClaimsAsync(cancellation);
        var replayed = new List<ReplayedInput>();
        var tree = new OutputsMerkleTree();
        var outputsAfter = new List<int>();
        await using var guest = await GuestSession.StartAsync(_guest, cancellation);
        foreach (var input in inputs)
        {
            var result = await guest.AdvanceAsync(input, cancellation);
            foreach (var output in result.Outputs)
            {
                tree.Append(Keccak256.Hash(output));
            }

            var state = await guest.InspectAsync(Encoding.UTF8.GetBytes(Recordings.Question), cancellation);
            replayed.Add(new ReplayedInput(input, result, state.Reports));
            outputsAfter.Add(tree.Count);
            progress(replayed.Count, inputs.Count);
        }

        return new Verification(replayed, tree.Count, tree.Root, [.. claims.Select(claim => Check(claim, inputs, outputsAfter, tree))]);
    }

    private static ClaimCheck Check(ClaimEvent claim, IReadOnlyList<EvmAdvance> inputs, List<int> outputsAfter, OutputsMerkleTree tree)
    {
        var count = inputs.Count(input => input.BlockNumber <= claim.LastProcessedBlock);
        var outputs = count == 0 ? 0 : outputsAfter[count - 1];
        return new ClaimCheck(claim.LastProcessedBlock, count, outputs, claim.OutputsMerkleRoot, tree.RootAt(outputs));
    }

    private async Task<IReadOnlyList<ClaimEvent>> ClaimsAsync(CancellationToken cancellation)
    {
        var application = new ApplicationContract(_session.Ethereum, _session.Application);
        var consensus = await application.GetOutputsMerkleRootValidatorAsync(default, cancellation);
        var first = await application.GetDeploymentBlockNumberAsync(cancellation);
        var logs = await InputHistory.LogsAsync(_session, consensus, first, ClaimEvent.AcceptedTopic, cancellation);
        var claims = new List<ClaimEvent>();
        foreach (var log in logs)
        {
            if (ClaimEvent.TryDecode(log, out var claim))
            {
                claims.Add(claim);
            }
        }

        return claims;
    }
}
