namespace ModelMarket.Cli.Demo;

/// <summary>What the demo did, for <c>--json</c>.</summary>
/// <param name="Dapp"><c>native</c> or <c>jit</c>.</param>
/// <param name="Rpc">The chain.</param>
/// <param name="Node">The rollups node.</param>
/// <param name="Application">The application contract.</param>
/// <param name="Escrow">The escrow.</param>
/// <param name="Token">The test token.</param>
/// <param name="Jobs">The one job.</param>
/// <param name="Clients">The three owners of data.</param>
/// <param name="SponsorBalance">The sponsor's balance in the token contract at the end.</param>
/// <param name="Executor">Who executed the vouchers.</param>
/// <param name="VouchersExecuted">How many.</param>
/// <param name="BalancesMatch">Whether every balance is what the notices say and they sum to the reward.</param>
/// <param name="Replay">The replay from L1.</param>
/// <param name="Seconds">Wall-clock time of all of it.</param>
internal sealed record DemoReport(
    string Dapp,
    string Rpc,
    string Node,
    string Application,
    string Escrow,
    string Token,
    IReadOnlyList<DemoJob> Jobs,
    IReadOnlyList<DemoClient> Clients,
    string SponsorBalance,
    string Executor,
    int VouchersExecuted,
    bool BalancesMatch,
    DemoReplay Replay,
    double Seconds);
