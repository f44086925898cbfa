using Rollup.Primitives;

namespace ModelMarket.Core.Notices;

/// <summary>A deposit that could not be used goes back to its depositor.</summary>
/// <param name="Type">Always <see cref="NoticeType.DepositReturned"/>.</param>
/// <param name="JobId">The job's number.</param>
/// <param name="DepositId">The deposit's number in the escrow.</param>
/// <param name="Pot">The pot it lies in.</param>
/// <param name="Depositor">Who paid and gets it back.</param>
/// <param name="Amount">In the token's smallest unit.</param>
/// <param name="PaymentId">The number of the refund; null when reclaim has started and the escrow returns it.</param>
/// <param name="Code">The number of the <see cref="RejectCode"/>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Message">Why it could not be used.</param>
/// <param name="Hint">What mends it.</param>
public sealed record DepositReturnedNotice(
    string Type, ulong JobId, ulong DepositId, byte Pot, Address Depositor, UInt128 Amount, ulong? PaymentId, ushort Code, string Name, string Message, string Hint);
