using Rollup.Primitives;

namespace ModelMarket.Core.Notices;

/// <summary>A deposit was added to the reward; it counts for later commitments.</summary>
/// <param name="Type">Always <see cref="NoticeType.ToppedUp"/>.</param>
/// <param name="JobId">The job's number.</param>
/// <param name="DepositId">The deposit's number in the escrow.</param>
/// <param name="Depositor">Who paid.</param>
/// <param name="Amount">In the token's smallest unit.</param>
/// <param name="Pool">The reward with it.</param>
public sealed record ToppedUpNotice(string Type, ulong JobId, ulong DepositId, Address Depositor, UInt128 Amount, UInt128 Pool);
