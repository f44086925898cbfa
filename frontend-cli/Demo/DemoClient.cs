namespace ModelMarket.Cli.Demo;

/// <summary>One owner of data in the demo, as data. Scores in the metric's integer (value × 10⁹), amounts in the token's smallest unit as text.</summary>
/// <param name="Name">Who.</param>
/// <param name="Address">The wallet.</param>
/// <param name="Rows">Rows trained on; they never left.</param>
/// <param name="SaidScore">What the dry run said before.</param>
/// <param name="SaidPayLeast">The least pay the dry run said.</param>
/// <param name="SaidPayMost">The most pay the dry run said.</param>
/// <param name="Score">What the machine's notice says.</param>
/// <param name="Pay">What the machine's notice pays.</param>
/// <param name="VoucherOutput">The output that carries the payment; null when nothing was paid.</param>
/// <param name="Transaction">Where it was executed.</param>
/// <param name="Balance">The wallet's balance in the token contract at the end.</param>
internal sealed record DemoClient(
    string Name,
    string Address,
    int Rows,
    long SaidScore,
    string SaidPayLeast,
    string SaidPayMost,
    long Score,
    string Pay,
    ulong? VoucherOutput,
    string? Transaction,
    string Balance);
