using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>A payee's part of a settlement by Merkle root.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Pot">The pot that pays.</param>
/// <param name="PaymentId">The settlement's number in the escrow.</param>
/// <param name="Index">The payee's place.</param>
/// <param name="Payee">Who is paid.</param>
/// <param name="Amount">In the token's smallest unit.</param>
/// <param name="Proof">The siblings from the leaf to the root.</param>
internal sealed record SettlementClaim(ulong JobId, byte Pot, ulong PaymentId, uint Index, Address Payee, UInt128 Amount, Hash32[] Proof);
