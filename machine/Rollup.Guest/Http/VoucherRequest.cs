namespace Rollup.Guest.Http;

/// <summary>Body of <c>POST /voucher</c>.</summary>
/// <param name="Destination"><c>0x</c> and 40 digits.</param>
/// <param name="Payload">Calldata as <c>0x…</c>.</param>
/// <param name="Value">Wei as <c>0x</c> and 2 to 64 digits, an even count; absent means zero.</param>
public sealed record VoucherRequest(string Destination, string Payload, string? Value = null);
