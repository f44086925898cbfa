namespace ModelMarket.Cli.Presentation;

/// <summary>The local network that <c>dev</c> runs.</summary>
internal sealed record DevView(string Rpc, string Node, string Application, string Escrow, string Token, string Dapp, string Mnemonic, IReadOnlyList<string> Accounts);
