using ModelMarket.Cli.Session;
using ModelMarket.Contracts;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Notices;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.JsonRpc;

namespace ModelMarket.Cli.Market;

/// <summary>
/// Finds payees' parts of settlements in the machine's notices, makes their proofs, and claims them. A notice whose list does not hash to
/// its own root is passed over: nothing can be claimed by it.
/// </summary>
internal sealed class Settlements
{
    private readonly MarketSession _session;

    /// <summary>Creates it for a market.</summary>
    public Settlements(MarketSession session)
    {
        _session = session;
    }

    /// <summary>Everybody's part of every settlement, in their order.</summary>
    public async Task<IReadOnlyList<SettlementClaim>> ClaimsAsync(CancellationToken cancellation)
    {
        var claims = new List<SettlementClaim>();
        foreach (var notice in await new MarketNotices(_session.Node).OfAsync(NoticeType.Settlement, MarketJson.Default.SettlementNotice, null, cancellation))
        {
            var tree = SettlementTree.Of(_session.ChainId, _session.Escrow, notice.JobId, notice.PaymentId, [.. notice.Payees.Select(payee => (payee.To, payee.Amount))]);
            if (tree.Root == notice.Root)
            {
                claims.AddRange(notice.Payees.Select((payee, index) => new SettlementClaim(
                    notice.JobId, notice.Pot, notice.PaymentId, (uint)index, payee.To, payee.Amount, tree.Proof(index))));
            }
        }

        return claims;
    }

    /// <summary>Whether the settlement's voucher was executed, so that its claims can be paid.</summary>
    public async Task<bool> IsSettledAsync(SettlementClaim claim, CancellationToken cancellation) =>
        await AskAsync(new JobEscrow.PaymentDoneCall(claim.JobId, claim.PaymentId).Encode(), JobEscrow.PaymentDoneCall.TryDecodeResult, cancellation);

    /// <summary>Whether this part was paid already.</summary>
    public async Task<bool> IsDoneAsync(SettlementClaim claim, CancellationToken cancellation) =>
        await AskAsync(new JobEscrow.ClaimDoneCall(claim.JobId, claim.PaymentId, claim.Index).Encode(), JobEscrow.ClaimDoneCall.TryDecodeResult, cancellation);

    /// <summary>Claims one part by its proof. Anyone may; the money goes to the payee.</summary>
    public async Task<TransactionReceipt> ClaimAsync(SettlementClaim claim, Account account, CancellationToken cancellation)
    {
        var call = new JobEscrow.ClaimCall(claim.JobId, claim.PaymentId, claim.Index, claim.Payee, claim.Amount, claim.Proof);
        return await account.SendAsync(_session.Escrow, call.Encode(), default, cancellation);
    }

    private delegate bool BoolReader(ReadOnlySpan<byte> returned, out bool result);

    private async Task<bool> AskAsync(byte[] call, BoolReader read, CancellationToken cancellation) =>
        read(await _session.Ethereum.CallAsync(_session.Escrow, call, cancellation), out var answer)
            ? answer
            : throw CliFault.Failed("The escrow's answer is not a truth value.", "Is --app right?");
}
