namespace ModelMarket.Cli.Wallets;

/// <summary>A signed message.</summary>
/// <param name="Address">Who signed.</param>
/// <param name="Message">The message.</param>
/// <param name="Signature">r ‖ s ‖ v as 0x-hex (EIP-191).</param>
internal sealed record SignatureView(string Address, string Message, string Signature);
